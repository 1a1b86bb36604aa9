/** Who speaks from when to when, in seconds, and with which emotion. */
export type Said = [speaker: number | null, start: number, end: number, emotion?: string];

/** A transcript of turns. */
export const said = (...turns: Said[]) =>
	turns.map(([speaker, start, end, emotion]) => ({ text: 'Words', speaker, start, end, emotion }));

/** Speakers 0, 1 … of call data, by their roles. */
export const speakers = (...roles: string[]) =>
	roles.map((role, index) => ({ id: String(index), label: '', role }));

export const agentAndCustomer = { speakers: speakers('agent', 'customer') };
