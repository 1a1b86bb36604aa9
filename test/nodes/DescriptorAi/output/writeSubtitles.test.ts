import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import type { AnalysisResult } from '../../../../nodes/DescriptorAi/api';
import { srt, webVtt } from '../../../../nodes/DescriptorAi/output/writeSubtitles';

const call = (...transcript: object[]) => ({ transcript }) as AnalysisResult;

describe('Subtitles', () => {
	it('are numbered in SubRip and carry the speaker before the text', () => {
		const result = call(
			{ text: 'Hello.', start: 0, end: 1.5, speaker: 0 },
			{ text: '(music)', start: 3661.25, end: 3662, speaker: null },
		);
		expect(srt(callOf(result))).toBe(
			'1\n00:00:00,000 --> 00:00:01,500\nSpeaker 0: Hello.\n\n2\n01:01:01,250 --> 01:01:02,000\n(music)\n',
		);
	});

	it('have the speakers as voices in WebVTT', () => {
		const result = call({ text: 'Hello.', start: 0, end: 1.5, speaker: 0 });
		expect(webVtt(callOf(result))).toBe(
			'WEBVTT\n\n00:00:00.000 --> 00:00:01.500\n<v Speaker 0>Hello.\n',
		);
	});

	it('are cut between words where they are too long to read, and share out the time', () => {
		const text = `${'abcdefghi '.repeat(8)}${'abcdefghi '.repeat(7)}end`;
		const lines = (srt(callOf(call({ text, start: 10, end: 25.3, speaker: 0 }))) ?? '').split('\n');
		expect(lines.filter((line) => line.includes('-->'))).toEqual([
			'00:00:10,000 --> 00:00:18,000',
			'00:00:18,000 --> 00:00:25,300',
		]);
		expect(lines.filter((line) => line.startsWith('Speaker 0: '))).toHaveLength(1);
		expect(lines[6]).toBe(`${'abcdefghi '.repeat(7)}end`);
	});

	it('cannot be broken by what was said', () => {
		const text = 'a\n\n00:00:00.000 --> 00:09:00.000\n<v Boss>b</v> &\u0000\u2028c';
		const result = call({ text, start: 0, end: 1 });
		expect(webVtt(callOf(result))).toBe(
			'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\na 00:00:00.000 --&gt; 00:09:00.000 &lt;v Boss&gt;b&lt;/v&gt; &amp; c\n',
		);
		expect(srt(callOf(result))?.match(/-->/g)).toHaveLength(1);
	});

	it('repeat no endless name of a speaker with each utterance', () => {
		const speakers = [{ id: '0', label: 'x'.repeat(100_000), role: 'agent' }];
		const utterances = Array.from({ length: 100 }, () => ({
			text: 'a',
			start: 0,
			end: 1,
			speaker: 0,
		}));
		const text = webVtt(callOf({ transcript: utterances, call_data: { speakers } }));
		expect(text?.length).toBeLessThan(20_000);
		expect(text).toContain(`<v ${'x'.repeat(100)}…>a`);
	});

	it('last a moment where times are missing or do not go forward', () => {
		const result = call({ text: 'a' }, { text: 'b', start: 5, end: 2 }, { text: '' });
		expect(webVtt(callOf(result))).toBe(
			'WEBVTT\n\n00:00:00.000 --> 00:00:00.100\na\n\n00:00:05.000 --> 00:00:05.100\nb\n',
		);
	});

	it('are none where nothing was said', () => {
		expect([srt(callOf({})), webVtt(callOf(call({ text: ' ', start: 0, end: 1 })))]).toEqual([
			null,
			null,
		]);
	});
});
