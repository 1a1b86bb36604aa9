import { agent, customer, type CallScript } from './script';

/** A demo call that ends with a quote to send: next steps, a price question, a competitor. */
export const salesCall: CallScript = {
	language: 'en-US',
	lines: [
		agent(
			'cheerful',
			'Hi Priya, this is Tom from Fieldlight. Is it still a good time to talk?',
			0.5,
		),
		customer('friendly', 'Hi Tom, yes, I have about twenty minutes before my next meeting.'),
		agent(
			'friendly',
			'Perfect. You wrote that your drivers still report deliveries on paper. How many of them are there?',
		),
		customer(
			'neutral',
			'Sixty five drivers at three depots. The paper comes back at night and we type it in the next day.',
		),
		agent('neutral', 'So the customer hears about a missed delivery a whole day later?'),
		customer('frustrated', 'Right, and that is where most of our complaints come from.'),
		agent(
			'cheerful',
			'With our app the driver takes a photo at the door, and your office sees it within a minute, even after a dead spot.',
		),
		customer('surprised', 'Oh, so it works offline? The one we tried from Routely did not.'),
		agent(
			'friendly',
			'It does. And it writes into your Salesforce, so the team keeps its screens.',
		),
		customer('cautious', 'That sounds good. What would it cost for sixty five people?'),
		agent(
			'neutral',
			'The list price is nineteen dollars a driver a month, and with a yearly plan you get fifteen percent off.',
		),
		customer(
			'cautious',
			'My budget for this quarter is twelve hundred. Can we start with one depot?',
		),
		agent(
			'friendly',
			'Of course. I suggest a pilot with the north depot, twenty drivers, for six weeks, and then you decide.',
		),
		customer(
			'cheerful',
			'I like that. Please send me a quote that I can show to our finance director.',
		),
		agent('cheerful', 'You will have it tomorrow, and shall we talk again on Thursday at three?'),
		customer('thankful', 'Thursday at three is good. Thanks, Tom.'),
	],
	findings: {
		summary: [
			'Priya leads deliveries at three depots with 65 drivers who still report on paper, so missed deliveries are noticed a day late.',
			'The offline app and the Salesforce connection convinced her; a trial of Routely had failed offline.',
			'The price is 19 dollars a driver a month, 15 percent less on a yearly plan; her budget this quarter is 1,200 dollars.',
			'Both agreed on a six-week pilot with 20 drivers at the north depot, pending a quote for the finance director.',
		],
		agentActions: [
			'Send the quote for the pilot tomorrow',
			'Prepare a six-week pilot with twenty drivers at the north depot',
			'Meet again on Thursday at three',
		],
		customerRequests: ['Send a quote for the finance director', 'Start with one depot'],
		questions: [
			'Oh, so it works offline?',
			'What would it cost for sixty five people?',
			'Can we start with one depot?',
		],
		topics: ['Proof of delivery app', 'Pricing', 'Pilot project'],
		labels: ['account management', 'other'],
		keywords: ['drivers', 'depot', 'offline', 'quote', 'budget'],
		csat: { csat: 4.3, reason: 'The customer liked the pilot and asked for a quote by herself.' },
		emotionalScore: 8.1,
		turningPoints: [2, 13],
		problems: [
			{
				title: 'Missed deliveries are noticed a day late',
				line: 5,
				solvedBy: 6,
				resolution: 'The app shows the office a photo from the door within a minute.',
			},
			{
				title: 'The budget of this quarter is below the full price',
				line: 11,
				solvedBy: 12,
				resolution: 'A pilot with one depot was agreed.',
			},
		],
	},
};
