// The workflow of the page about AI agents: a chat with an agent that has two tools.
const OWN = 'n8n-nodes-descriptor-ai';
const AI = '@n8n/n8n-nodes-langchain';

/** @type {(name: string, type: string, typeVersion: number, position: [number, number], parameters?: object) => object} */
const node = (name, type, typeVersion, position, parameters = {}) => ({
	id: name,
	name,
	type,
	typeVersion,
	position,
	parameters,
});

/** A wire to the agent. */
const toAgent = (/** @type {string} */ type) => ({
	[type]: [[{ node: 'AI Agent', type, index: 0 }]],
});

const agentWorkflow = {
	name: 'Ask about a recording',
	nodes: [
		node('Chat', `${AI}.chatTrigger`, 1.1, [0, 0]),
		node('AI Agent', `${AI}.agent`, 3.1, [224, 0]),
		node('Model', `${AI}.lmChatOpenAi`, 1.2, [96, 240]),
		node('Memory', `${AI}.memoryBufferWindow`, 1.3, [240, 240]),
		node('Submit', `${OWN}.descriptorAiTool`, 1, [384, 240], {
			resource: 'callAnalysis',
			operation: 'submit',
		}),
		node('Get Result', `${OWN}.descriptorAiTool`, 1, [528, 240], {
			resource: 'callAnalysis',
			operation: 'getResult',
			ifNotReady: 'returnStatus',
		}),
	],
	connections: {
		Chat: toAgent('main'),
		Model: toAgent('ai_languageModel'),
		Memory: toAgent('ai_memory'),
		Submit: toAgent('ai_tool'),
		'Get Result': toAgent('ai_tool'),
	},
};

module.exports = { agentWorkflow };
