import { contentOf } from '../../../../nodes/DescriptorAi/operations/callAnalysis/recording/content';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const name = (content: Buffer) => {
	const found = contentOf(content);
	return 'other' in found ? found.other : found.recording;
};

describe('By its first bytes', () => {
	it.each([
		['RIFF\x24\x08\0\0WAVEfmt ', 'audio/wav'],
		['RIFF\n\n\n\nWAVE', 'audio/wav'],
		['RF64\xff\xff\xff\xffWAVEds64', 'audio/wav'],
		['BW64\xff\xff\xff\xffWAVEds64', 'audio/wav'],
		['ID3\x03\0\0\0\0\0\0\0\0', 'audio/mpeg'],
		['\xff\xfb\x90\x64\0\0\0\0', 'audio/mpeg'],
		['\xff\xfa\x90\x64', 'audio/mpeg'],
		['\xff\xf3\x40\xc4', 'audio/mpeg'],
		['\xff\xe3\x18\xc4', 'audio/mpeg'],
		['\xff\xf1\x50\x80', 'audio/mpeg'],
		['\xff\xfe\x90\x64', 'audio/mpeg'],
		['\0\0\0\x20ftypisom', 'audio/mp4'],
		['\0\0\0\x1cftypM4A ', 'audio/mp4'],
		['\0\0\0\x14ftypqt  ', 'audio/mp4'],
		['\0\0\0\x1cftyp3gp5', 'audio/mp4'],
		['\0\0\0\nftypmp42', 'audio/mp4'],
	])('%j is a recording: %s', (content, type) => {
		expect(contentOf(bytes(content))).toEqual({ recording: type });
	});

	it.each([
		['<!DOCTYPE html><html>', 'an HTML page'],
		['<!doctype ht', 'an HTML page'],
		['\xef\xbb\xbf  \r\n<HTML lang=en>', 'an HTML page'],
		['<!-- made by a proxy --><html>', 'an HTML page'],
		['<?xml version="1.0"?><!DOCTYPE html PUBLIC', 'an HTML page'],
		['<', 'an HTML page'],
		['<?xml version="1.0"?><Error><Code>AccessDenied', 'an XML document'],
		['<Error>', 'an XML document'],
		['{"error":"unauthorized"}', 'JSON'],
		['{\n  "message": 1', 'JSON'],
		['{', 'JSON'],
		['[{"a":1}]', 'JSON'],
		['[1, 2]', 'JSON'],
		['[Error] Not allowed', 'text'],
		['Not found', 'text'],
		['RIFF', 'text'],
		['IDENTITY required', 'text'],
		['version https://git-lfs.github.com/spec/v1', 'text'],
		['%PDF-1.7', 'a PDF'],
		['PK\x03\x04\x14\0', 'a ZIP archive'],
		['PK\x05\x06\0\0', 'a ZIP archive'],
		['\x1f\x8b\x08\0', 'a gzip archive'],
		['OggS\0\x02', 'Ogg audio'],
		['fLaC\0\0\0\x22', 'FLAC audio'],
		['\x1aE\xdf\xa3\x9f', 'WebM or Matroska'],
		['#!AMR\n\x3c', 'AMR audio'],
		['#!AMR-WB\n', 'AMR audio'],
		['FORM\0\0\0\0AIFF', 'AIFF audio'],
		['FORM\0\0\0\0AIFC', 'AIFF audio'],
		['.snd\0\0\0\x18', 'AU audio'],
		['0&\xb2u\x8ef\xcf\x11', 'WMA or another ASF file'],
		['caff\0\x01', 'CAF audio'],
		['\x89PNG\r\n\x1a\n', 'an image'],
		['\xff\xd8\xff\xe0\0\x10JFIF', 'an image'],
		['GIF89a', 'an image'],
		['\0\0\0\x18ftypheic', 'an image'],
		['\0\0\0\x1cftypavif', 'an image'],
		['\xd5\xd5\xd5\xd5\x55', 'a file that begins with the bytes d5 d5 d5 d5 55'],
		[
			'RIFX\0\0\0\0WAVEfmt ',
			'a file that begins with the bytes 52 49 46 58 00 00 00 00 57 41 56 45',
		],
		['\0', 'a file that begins with the bytes 00'],
	])('%j is none: %s', (content, expected) => {
		expect(name(bytes(content))).toBe(expected);
	});

	it.each([
		[utf16('\ufeff<html><body>'), 'an HTML page'],
		[utf16('<!DOCTYPE html>'), 'an HTML page'],
		[utf16('\ufeff{"error":1}'), 'JSON'],
		[utf16('\ufeff\r\n<html>').swap16(), 'an HTML page'],
	])('text in UTF-16 is no MPEG audio (%#)', (content, expected) => {
		expect(name(content)).toBe(expected);
	});
});
