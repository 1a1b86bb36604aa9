import {
	contentOf,
	mediaType,
} from '../../../../nodes/DescriptorAi/operations/callAnalysis/recording/audioContent';

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
		['\xff\xfe\x90\x64\0\0\x01\x02\xf0\xdb', 'audio/mpeg'],
		['\xff\xf9\x4c\x80', 'audio/mpeg'],
		['ID3\x02\0\0\0\0\x10\0', 'audio/mpeg'],
		['ID3\x04', 'audio/mpeg'],
		['\xff\xfb\x90\x64 frames without zeros', 'audio/mpeg'],
		['\0\0\x0f\xa4moov\0\0\0lmvhd', 'audio/mp4'],
		['\0\0\0\x08wide\0\0\x20\0mdat', 'audio/mp4'],
		['\0\0\0\x08free\0\0\0\0mdat', 'audio/mp4'],
		['\0\0\0\x10skip\0\0\0\0', 'audio/mp4'],
		['\0\0\0\x18stypmsdh', 'audio/mp4'],
		['\0\0\0\x2csidx\0\0\0\0', 'audio/mp4'],
		['\0\x12\x34\x56mdat\0\0\0\0', 'audio/mp4'],
		['\x20\x20\x20\x21mdat!\x1a\0\0', 'audio/mp4'],
		['\0\0\0\x01mdat\0\0\0\0', 'audio/mp4'],
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
		['ID3,Name,Phone\n1,Ann,555', 'text'],
		['The free plan has ended', 'text'],
		['You moov', 'text'],
		['   \n', 'text'],
		['Name;Gr\xf6\xdfe;Telefon;\xdcber', 'text'],
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
		['\0\0\0\x18ftypavif', 'an image'],
		['\0\0\0\x18ftypavis', 'an image'],
		['\0\0\0\x18ftypheix', 'an image'],
		['\0\0\0\x18ftyphevc', 'an image'],
		['\0\0\0\x18ftyphevx', 'an image'],
		['\0\0\0\x18ftypmif1', 'an image'],
		['\0\0\0\x18ftypmsf1', 'an image'],
		['\0\0\0\x18ftypcrx ', 'an image'],
		['\0\0\0\x0cjP  \r\n\x87\n', 'an image'],
		['RIFF\x24\x08\0\0WEBPVP8 ', 'an image'],
		['RIFF\x24\x08\0\0AVI LIST', 'AVI video'],
		['II*\0\x08\0\0\0', 'an image'],
		['7z\xbc\xaf\x27\x1c', 'an archive'],
		['Rar!\x1a\x07', 'an archive'],
		['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'an Office document'],
		['\xff'.repeat(64), 'nothing but the byte ff'],
		[
			'APETAGEX\xd0\x07\0\0\x40',
			'a file that begins with the bytes 41 50 45 54 41 47 45 58 d0 07 00 00',
		],
		[
			'UUUUUUUUUUUUUUUU\0\x01\xff\xfb',
			'a file that begins with the bytes 55 55 55 55 55 55 55 55 55 55 55 55',
		],
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
		[utf16('\ufeffName;Phone'), 'text'],
		[utf16('\ufeffИмя;Телефон'), 'text'],
		[utf16('\ufeffИмя;Телефон').swap16(), 'text'],
		[utf16('\ufeff姓名,電話\r\n'), 'text'],
		[utf16('\ufeff\u0301😀, ok').subarray(0, 11), 'text'],
		[utf16('Name;Phone'), 'text'],
		[Buffer.from('Имя;Телефон'), 'text'],
		[Buffer.from('電話番号').subarray(0, 11), 'text'],
	])('text in other alphabets is not MPEG audio (%#)', (content, expected) => {
		expect(name(content)).toBe(expected);
	});
});

describe('Of a label is shown', () => {
	it.each([
		['text/html; charset=utf-8', 'text/html'],
		['application/vnd.ms-excel+x', 'application/vnd.ms-excel+x'],
		[`text/${'a'.repeat(55)}`, `text/${'a'.repeat(55)}`],
		[`text/${'a'.repeat(56)}`, undefined],
		['text/call.mp3?signature=c2ln', undefined],
		['text /html', undefined],
		['text', undefined],
		['', undefined],
	])('of %j: %j', (label, type) => expect(mediaType(label)).toBe(type));
});
