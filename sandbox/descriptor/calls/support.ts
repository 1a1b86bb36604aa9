import { agent, customer, type CallScript } from './script';

/** A broken internet line, patiently repaired: the ordinary good support call. */
export const supportCall: CallScript = {
	language: 'en-US',
	lines: [
		agent(
			'friendly',
			'Good morning, Northwind Internet, this is Dana speaking. How can I help?',
			0.6,
		),
		customer(
			'frustrated',
			'Hi Dana. My internet connection has been dropping every evening since Monday, and I work from home.',
		),
		agent(
			'friendly',
			'I am sorry to hear that, that must be hard when you have meetings. Can I have your account number, please?',
		),
		customer('neutral', 'Sure, it is four four seven, two nine one. The name is Helen Carter.'),
		agent('thankful', 'Thank you, Helen. One moment while I run a line test.', 0.5),
		agent(
			'neutral',
			'I can see it here: the router loses its signal about six times a night, and its firmware is two years old.',
			7.5,
		),
		customer('surprised', 'Two years? Nobody ever told me that it needs updates.'),
		agent(
			'neutral',
			'It should update by itself, but that was switched off. I am sending the new firmware to your router now.',
		),
		customer('cautious', 'Will that cut me off? I have a call with a client at ten.'),
		agent('friendly', 'Only for about two minutes, and it is nine twenty now. Shall I go ahead?'),
		customer('neutral', 'Yes, please go ahead.'),
		agent(
			'cheerful',
			'The router is back and the signal is stable. I have also moved you to a less crowded channel.',
			9,
		),
		customer('surprised', 'Oh, that is much faster already! And what if it happens again tonight?'),
		agent(
			'friendly',
			'Then a technician comes at no charge. I have opened a ticket, and I will call you tomorrow at five to check.',
		),
		customer('thankful', 'That is great, thank you so much for your help, Dana.'),
		agent('cheerful', 'You are very welcome, Helen. Have a good meeting!'),
	],
	findings: {
		summary: [
			'Helen Carter reported that her internet connection drops every evening since Monday.',
			'A line test showed that the router loses its signal about six times a night and runs firmware that is two years old.',
			'The agent updated the firmware and changed the channel; the connection was stable and faster afterwards.',
			'A follow-up call is agreed for tomorrow at five, with a free technician visit if the problem returns.',
		],
		agentActions: [
			'Verified the account of Helen Carter',
			'Ran a line test on the connection',
			'Updated the router firmware remotely',
			'Moved the router to a less crowded channel',
			'Opened a ticket and scheduled a follow-up call for tomorrow at five',
		],
		customerRequests: [
			'Fix the internet connection that drops every evening',
			'Know what happens if the connection drops again',
		],
		questions: ['Will that cut me off?', 'And what if it happens again tonight?'],
		topics: ['Internet connection', 'Router firmware', 'Follow-up call'],
		labels: ['connectivity issue'],
		keywords: ['router', 'firmware', 'connection', 'signal', 'technician'],
		csat: {
			csat: 4.6,
			reason: 'The problem was solved during the call and the customer thanked the agent warmly.',
		},
		emotionalScore: 8.7,
		turningPoints: [4, 11],
		problems: [
			{
				title: 'Internet connection drops every evening',
				line: 1,
				solvedBy: 11,
				resolution: 'The router firmware was updated and the router moved to another channel.',
			},
			{
				title: 'Fear of losing the connection before a client call',
				line: 8,
				solvedBy: 9,
				resolution: 'The agent explained that the update takes two minutes and waited for consent.',
			},
		],
	},
};
