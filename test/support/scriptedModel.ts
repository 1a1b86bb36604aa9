import fastify from 'fastify';

type Arguments = Record<string, unknown>;

/** One step of an agent: a use of a tool. Its arguments may depend on what the tools have answered so far. */
export interface ToolCall {
	tool: string;
	args: Arguments | ((heard: string[]) => Arguments);
}

/** A language model on this machine that does what a test says, in the form of OpenAI's chat completions. */
export interface ScriptedModel {
	/** Base URL for an OpenAI credential. */
	url: string;
	/** Begins a new conversation: these calls, one a turn, then the end. */
	play(calls: ToolCall[]): void;
	/** What n8n handed to the agent as the answer of each call. */
	heard(): string[];
	/** What n8n told the model before anything else. */
	instructions(): string;
	/** The tools that the agent offered with the last request, by name: the names of their parameters. */
	offered(): Record<string, string[]>;
	close(): Promise<void>;
}

interface ChatRequest {
	messages: Array<{ role: string; content: unknown }>;
	tools?: Array<{ function: { name: string; parameters: { properties: object } } }>;
	stream?: boolean;
}

/** Starts the model on a free port of the loopback interface. */
export async function startScriptedModel(): Promise<ScriptedModel> {
	let script: ToolCall[] = [];
	let last: ChatRequest = { messages: [] };
	const app = fastify({ bodyLimit: 10 * 1024 ** 2 });
	const said = (by: string) =>
		last.messages.filter(({ role }) => role === by).map(({ content }) => String(content));
	app.post('/v1/chat/completions', (request) => {
		last = request.body as ChatRequest;
		const heard = said('tool');
		const turn = heard.length;
		const call = script[turn];
		const args = typeof call?.args === 'function' ? call.args(heard) : call?.args;
		const message = call
			? {
					role: 'assistant',
					content: null,
					tool_calls: [
						{
							id: `call_${turn}`,
							type: 'function',
							function: { name: call.tool, arguments: JSON.stringify(args) },
						},
					],
				}
			: { role: 'assistant', content: 'Done.' };
		return {
			id: `chat_${turn}`,
			object: 'chat.completion',
			created: 0,
			model: 'scripted',
			choices: [{ index: 0, message, finish_reason: call ? 'tool_calls' : 'stop' }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	});
	const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/v1`;
	return {
		url,
		play(calls) {
			script = calls;
			last = { messages: [] };
		},
		heard: () => said('tool'),
		instructions: () => said('system').join('\n'),
		offered: () =>
			Object.fromEntries(
				(last.tools ?? []).map(({ function: { name, parameters } }) => [
					name,
					Object.keys(parameters.properties),
				]),
			),
		close: async () => await app.close(),
	};
}
