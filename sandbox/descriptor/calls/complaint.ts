import { agent, customer, type CallScript } from './script';

/** A double charge that nobody refunds: an angry customer, interruptions, no solution. */
export const complaintCall: CallScript = {
	language: 'en-US',
	lines: [
		agent('neutral', 'Thank you for calling Bluepeak Energy, you are speaking with Marcus.', 0.8),
		customer(
			'angry',
			'Finally! I have been on hold for forty minutes. You charged my card twice this month.',
		),
		agent('neutral', 'I apologize for the wait. Could you tell me the invoice number?'),
		customer(
			'frustrated',
			'I already gave it to two of your colleagues. It is eight eight one six. How often do I have to say it?',
		),
		agent(
			'stressed',
			'I understand. I can see two payments of 214 dollars on the third of May, and',
		),
		customer('angry', 'Exactly, two payments! So where is my refund?', -0.7),
		agent('neutral', 'A refund was requested on the tenth, but it is still waiting for approval.'),
		customer(
			'impatient',
			'That was three weeks ago. Who approves it? I want to speak to a manager.',
		),
		agent('cautious', 'My manager is in a meeting right now. I can ask them to call you back.'),
		customer('angry', 'That is what they told me last time, and nobody called.', -0.5),
		agent(
			'stressed',
			'I am sorry about that. I cannot release the refund myself, but I will escalate it as urgent.',
		),
		customer(
			'frustrated',
			'My bank charged me an overdraft fee because of you. Will you pay that as well?',
		),
		agent('cautious', 'I would need the bank statement, and then the billing team decides.'),
		customer(
			'angry',
			'Unbelievable. If the money is not there by Friday I will cancel my contract and tell everyone why.',
		),
		agent('neutral', 'I have noted that you want to cancel if there is no refund by Friday.'),
		customer('angry', 'Yes, write that down. Goodbye.', -0.3),
	],
	findings: {
		summary: [
			'The customer was charged twice, 214 dollars each, on the third of May and still has no refund after three weeks.',
			'The refund is waiting for approval; the agent could not release it and escalated the case as urgent.',
			'The customer also asks for an overdraft fee to be paid and threatens to cancel the contract by Friday.',
			'The problem was not solved during the call.',
		],
		agentActions: [
			'Found the two payments for the invoice',
			'Escalated the refund as urgent',
			'Offered a call back from a manager',
			'Noted that the customer will cancel without a refund by Friday',
		],
		customerRequests: [
			'Refund the payment that was charged twice',
			'Speak to a manager',
			'Pay the overdraft fee of the bank',
		],
		questions: [
			'How often do I have to say it?',
			'So where is my refund?',
			'Who approves it?',
			'Will you pay that as well?',
		],
		topics: ['Double charge', 'Refund delay', 'Contract cancellation'],
		labels: ['account management'],
		keywords: ['refund', 'manager', 'payments', 'bank', 'cancel'],
		csat: {
			csat: 1.2,
			reason:
				'The refund is three weeks late, was not released, and the customer threatens to leave.',
		},
		emotionalScore: 3.1,
		turningPoints: [4, 13],
		problems: [
			{ title: 'Charged twice and not refunded', line: 1, solvedBy: null, resolution: null },
			{ title: 'Promised call back never came', line: 9, solvedBy: null, resolution: null },
			{
				title: 'Overdraft fee caused by the double charge',
				line: 11,
				solvedBy: null,
				resolution: null,
			},
		],
	},
};
