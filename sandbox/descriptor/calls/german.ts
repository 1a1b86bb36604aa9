import { agent, customer, type CallScript } from './script';

/** An invoice sent to the wrong company address, in German; half of the concern stays open. */
export const germanCall: CallScript = {
	language: 'de-DE',
	lines: [
		agent(
			'friendly',
			'Guten Tag, Bürobedarf Kessler, mein Name ist Jonas Weber. Was kann ich für Sie tun?',
			0.6,
		),
		customer(
			'neutral',
			'Guten Tag, Petra Lindner von der Firma Aukamp. Unsere Rechnung für April hat eine falsche Anschrift.',
		),
		agent('neutral', 'Das tut mir leid. Haben Sie die Rechnungsnummer zur Hand?'),
		customer(
			'neutral',
			'Ja, zwei null vier drei sieben. Da steht noch unser alter Standort in Köln.',
		),
		agent('neutral', 'Einen Augenblick, bitte. Ich sehe die Rechnung hier vor mir.', 0.5),
		agent(
			'cautious',
			'Die Anschrift kommt aus Ihrem Kundenkonto. Soll ich sie dort gleich ändern?',
			4.4,
		),
		customer('friendly', 'Ja, bitte. Die neue Anschrift ist Hafenstraße 18 in Bremen.'),
		agent('cheerful', 'Ist erledigt. Die korrigierte Rechnung geht heute noch per E-Mail an Sie.'),
		customer(
			'impatient',
			'Gut. Dann habe ich noch etwas: Zwei der zehn Stühle sind mit einem Riss in der Lehne angekommen.',
		),
		agent('neutral', 'Das ist ärgerlich. Können Sie mir Fotos davon schicken?'),
		customer(
			'frustrated',
			'Die habe ich schon vor einer Woche geschickt, aber keine Antwort bekommen.',
		),
		agent(
			'stressed',
			'Das muss ich mit dem Lager klären. Ich rufe Sie bis morgen Mittag zurück und sage Ihnen, wann der Ersatz kommt.',
		),
		customer('cautious', 'Einverstanden, aber bitte wirklich bis morgen Mittag.'),
		agent('friendly', 'Ganz sicher, Frau Lindner. Vielen Dank für Ihre Geduld.'),
		customer('neutral', 'Danke, auf Wiederhören.'),
	],
	findings: {
		summary: [
			'Petra Lindner von der Firma Aukamp meldete eine falsche Anschrift auf der Rechnung für April.',
			'Die Anschrift wurde im Kundenkonto auf Hafenstraße 18 in Bremen geändert, die korrigierte Rechnung kommt heute per E-Mail.',
			'Zwei von zehn Stühlen sind beschädigt angekommen; der Ersatz ist offen, der Rückruf ist bis morgen Mittag zugesagt.',
		],
		agentActions: [
			'Anschrift im Kundenkonto geändert',
			'Korrigierte Rechnung per E-Mail veranlasst',
			'Rückruf zum Ersatz der Stühle bis morgen Mittag zugesagt',
		],
		customerRequests: ['Rechnung mit richtiger Anschrift', 'Ersatz für zwei beschädigte Stühle'],
		questions: [],
		topics: ['Rechnungsanschrift', 'Beschädigte Lieferung'],
		labels: ['contacts update', 'account management'],
		keywords: ['Rechnung', 'Anschrift', 'Stühle'],
		csat: {
			csat: 3.4,
			reason: 'Die Rechnung wurde sofort korrigiert, der Ersatz der Stühle blieb offen.',
		},
		emotionalScore: 6.8,
		turningPoints: [4, 11],
		problems: [
			{
				title: 'Falsche Anschrift auf der Rechnung',
				line: 1,
				solvedBy: 7,
				resolution: 'Die Anschrift wurde geändert und eine neue Rechnung verschickt.',
			},
			{ title: 'Zwei Stühle sind beschädigt', line: 8, solvedBy: null, resolution: null },
		],
	},
};
