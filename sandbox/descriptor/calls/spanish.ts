import { agent, customer, type CallScript } from './script';

/** A parcel sent to an old address, in Spanish; the delivery is arranged again. */
export const spanishCall: CallScript = {
	language: 'es-ES',
	lines: [
		agent(
			'friendly',
			'Buenos días, Mensajería Solana, le atiende Lucía. ¿En qué puedo ayudarle?',
			0.6,
		),
		customer(
			'impatient',
			'Buenos días. Espero un paquete desde el martes y la página dice que ya está entregado.',
		),
		agent('neutral', 'Lo siento mucho. ¿Me dice el número de envío, por favor?'),
		customer('neutral', 'Sí, es el siete cero tres, cinco cinco dos. A nombre de Javier Ortega.'),
		agent('neutral', 'Gracias, señor Ortega. Un momento, que lo compruebo con el repartidor.'),
		agent(
			'cautious',
			'Ya lo veo. El paquete se dejó en la calle Mayor, doce. ¿Es su dirección?',
			6.2,
		),
		customer(
			'frustrated',
			'¡No! Esa era mi dirección antigua. Me mudé en enero y avisé por correo.',
		),
		agent(
			'friendly',
			'Tiene razón, aquí está su mensaje y nadie cambió la ficha. La corrijo ahora mismo. ¿Cuál es la nueva dirección?',
		),
		customer('neutral', 'Avenida del Puerto, cuarenta y uno, segundo B, en Valencia.'),
		agent(
			'cheerful',
			'Anotado. Recogemos el paquete hoy y se lo entregamos mañana entre las nueve y las once.',
		),
		customer('cautious', '¿Y tengo que pagar algo por esa segunda entrega?'),
		agent('friendly', 'No, nada. El error fue nuestro y le devolvemos además los gastos de envío.'),
		customer('thankful', 'Muchas gracias, Lucía. Así da gusto.'),
		agent('cheerful', 'Gracias a usted, señor Ortega. Que tenga un buen día.'),
	],
	findings: {
		summary: [
			'Javier Ortega no recibió un paquete que figura como entregado desde el martes.',
			'El paquete se dejó en su dirección antigua porque nadie actualizó la ficha tras su aviso.',
			'La agente corrigió la dirección, organizó la entrega para mañana entre las nueve y las once y devuelve los gastos de envío.',
		],
		agentActions: [
			'Comprobó la entrega con el repartidor',
			'Actualizó la dirección del cliente',
			'Organizó una segunda entrega para mañana',
			'Ordenó la devolución de los gastos de envío',
		],
		customerRequests: ['Recibir el paquete', 'Saber si la segunda entrega cuesta algo'],
		questions: ['¿Y tengo que pagar algo por esa segunda entrega?'],
		topics: ['Entrega de un paquete', 'Cambio de dirección', 'Gastos de envío'],
		labels: ['contacts update'],
		keywords: ['paquete', 'dirección', 'entrega', 'envío'],
		csat: { csat: 4.2, reason: 'El error se corrigió en la llamada y el cliente dio las gracias.' },
		emotionalScore: 8.2,
		turningPoints: [4, 9],
		problems: [
			{
				title: 'Paquete entregado en la dirección antigua',
				line: 6,
				solvedBy: 9,
				resolution: 'Se corrigió la dirección y se organizó una nueva entrega.',
			},
		],
	},
};
