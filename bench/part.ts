import type { Sandbox } from '../sandbox';
import type { Subject } from './subject/subject';

/** A way from a recording to its Salesforce record, in n8n. */
export interface Way {
	id: string;
	name: string;
	/** What it waits for. */
	waits: 'callback' | 'polling';
	/** The status of an execution that waits; none where there is no such execution. */
	status?: 'running' | 'waiting';
	/** Begins with recordings, and goes on after it returns. */
	start: (recordings: string[]) => Promise<void>;
	/** Where its callbacks go, if they need no submit of its own. */
	address?: string;
}

/** What a part measures with. */
export interface Bench {
	sandbox: Sandbox;
	/** The Node.js that n8n runs on. */
	node: string;
	/** Whether everything is to be done once, with one recording, to see that it works. */
	least: boolean;
	/** Gets a line about the progress. */
	say: (line: string) => void;
	/** Starts n8n at the first use. */
	subject: () => Promise<Subject>;
}

/** What the package is to reach, and what it reaches; each as a person reads it. */
export interface Goal {
	what: string;
	goal: string;
	measured: string;
	isMet: boolean;
	/** The physical limit: what it takes at least, however it is done. */
	least: string;
}

/** What a part has found out. */
export interface Measured {
	/** Markdown: tables, and lines about them. */
	tables: string;
	goals: Goal[];
}

/** A part of the benchmark: a section of the page. */
export interface Part {
	/** Its name on the command line. */
	name: string;
	heading: string;
	measure: (bench: Bench) => Promise<Measured>;
}
