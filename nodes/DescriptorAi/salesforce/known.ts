/** The entries without those that are not known: an expression gives `undefined` for them, which n8n does not send. */
export const known = <Entries extends object>(entries: Entries): Entries =>
	Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as Entries;
