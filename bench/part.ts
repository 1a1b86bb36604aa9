import type { Sandbox } from '../sandbox';
import type { SlowService } from './subject/slowService';
import type { Subject } from './subject/subject';

/** What a part measures with. */
export interface Bench {
	sandbox: Sandbox;
	slow: SlowService;
	/** The Node.js that n8n runs on. */
	node: string;
	/** The folder with n8n's packages. */
	modules: string;
	/** Whether everything is to be done once, with one recording, to see that it works. */
	least: boolean;
	/** Another version, whose work on a result is measured too: a commit, tag or branch. */
	beside?: string;
	/** Gets a line about the progress. */
	say: (line: string) => void;
	/** Starts n8n at the first use. */
	subject: () => Promise<Subject>;
}

/** A part of the benchmark: a section of the page. */
export interface Part {
	/** Its name on the command line. */
	name: string;
	heading: string;
	/** Returns Markdown: tables, and lines about them. */
	measure: (bench: Bench) => Promise<string>;
}
