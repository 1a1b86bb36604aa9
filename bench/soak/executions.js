// What n8n's own database says after a soak: how its executions ended, and which results the trigger delivered twice. A
// program of its own, because the database driver is n8n's, on n8n's Node.js.
// `node executions.js '<Task as JSON>'`

/**
 * @typedef {object} Task
 * @property {string} database path of n8n's SQLite file
 * @property {string} modules path of n8n's packages
 *
 * @typedef {object} Executions
 * @property {Record<string, number>} statuses how many executions ended in each
 * @property {string[]} deliveredTwice IDs of results that began more than one execution
 * @property {number} deliveries executions that the trigger began
 *
 * @typedef {{ workflowData: string, data: string }} Row
 */

const TRIGGER = 'n8n-nodes-descriptor-ai.descriptorAiTrigger';

/** @param {Task} task */
async function read({ database: file, modules }) {
	const { Database, OPEN_READONLY } = require(`${modules}/sqlite3`);
	const { parse } = require(`${modules}/flatted`);
	const database = new Database(file, OPEN_READONLY);
	/**
	 * @template Row
	 * @param {string} query
	 * @param {(row: Row) => void} take
	 */
	const forEach = async (query, take) =>
		await new Promise((resolve, reject) => {
			database.each(
				query,
				(/** @type {Error | null} */ error, /** @type {Row} */ row) =>
					error ? reject(error) : take(row),
				(/** @type {Error | null} */ error) => (error ? reject(error) : resolve(null)),
			);
		});

	/** @type {Record<string, number>} */
	const statuses = {};
	await forEach(
		'SELECT status, COUNT(*) AS number FROM execution_entity GROUP BY status',
		(/** @type {{ status: string, number: number }} */ { status, number }) =>
			(statuses[status] = number),
	);

	/** @type {Map<string, number>} */
	const delivered = new Map();
	let deliveries = 0;
	const count = (/** @type {Row} */ { workflowData, data }) => {
		const { nodes } = JSON.parse(workflowData);
		const trigger = nodes.find((/** @type {{ type: string }} */ { type }) => type === TRIGGER);
		const runs = trigger && parse(data).resultData?.runData?.[trigger.name];
		if (!runs) return;
		deliveries += 1;
		for (const { json } of runs[0].data?.main[0] ?? []) {
			delivered.set(json.job_id, (delivered.get(json.job_id) ?? 0) + 1);
		}
	};
	await forEach('SELECT workflowData, data FROM execution_data', count);
	const deliveredTwice = [...delivered].filter(([, times]) => times > 1).map(([id]) => id);
	return { statuses, deliveredTwice, deliveries };
}

read(JSON.parse(process.argv[2])).then((executions) => console.log(JSON.stringify(executions)));
