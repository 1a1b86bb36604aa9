import { agent, customer, type CallScript } from './script';

/** Half a minute about opening hours: little to say, and still a complete result. */
export const shortCall: CallScript = {
	language: 'en-US',
	lines: [
		agent('friendly', 'Harbour Clinic, good afternoon.', 0.4),
		customer('neutral', 'Hi, are you open this Saturday?'),
		agent('friendly', 'Yes, from nine to one.'),
		customer('neutral', 'Do I need an appointment?'),
		agent('neutral', 'For a vaccination, yes. I can book you at ten.'),
		customer('cheerful', 'Ten is perfect. The name is Alan Reed.'),
		agent('cheerful', 'You are booked, Alan. See you on Saturday.'),
		customer('thankful', 'Thank you, bye.', 0.3),
	],
	findings: {
		summary: ['Alan Reed asked about the hours on Saturday and booked a vaccination at ten.'],
		agentActions: ['Booked a vaccination for Alan Reed on Saturday at ten'],
		customerRequests: ['Know the opening hours on Saturday'],
		questions: ['Hi, are you open this Saturday?', 'Do I need an appointment?'],
		topics: ['Opening hours', 'Appointment'],
		labels: ['other'],
		keywords: ['Saturday', 'appointment'],
		csat: { csat: 4.5, reason: 'The request was met in half a minute.' },
		emotionalScore: 7.5,
		turningPoints: [2, 6],
		problems: [],
	},
};
