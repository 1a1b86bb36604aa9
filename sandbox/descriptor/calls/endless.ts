import type { CallScript } from './script';
import { supportCall } from './support';

/** More lines than any field of Salesforce holds, in characters that take three bytes each. */
const manyLines = (line: string) => Array.from({ length: 4000 }, (_, i) => `${i + 1}. ${line}`);

/** A support call whose findings fill more than the 131,072 characters of the longest Salesforce field. */
export const endlessCall: CallScript = {
	...supportCall,
	findings: {
		...supportCall.findings,
		summary: manyLines('ग्राहक ने फिर पूछा, और एजेंट ने फिर समझाया।'),
		agentActions: manyLines('एजेंट ने वही कदम एक बार फिर दोहराया।'),
	},
};
