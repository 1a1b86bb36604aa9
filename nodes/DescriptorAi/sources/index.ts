import { aircall } from './aircall';
import { amazonConnect } from './amazonConnect';
import { dialpad } from './dialpad';
import { fileName } from './fileName';
import { ringCentral } from './ringCentral';
import { salesforceFile } from './salesforceFile';
import type { Source } from './source';
import { telnyx } from './telnyx';
import { twilio } from './twilio';
import { zoomPhone } from './zoomPhone';

/** The phone systems whose events are read, in the order of the list. */
export const SOURCES: Source[] = [
	aircall,
	amazonConnect,
	dialpad,
	fileName,
	ringCentral,
	salesforceFile,
	telnyx,
	twilio,
	zoomPhone,
];
