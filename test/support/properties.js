// Property tests try the same values in every run, so that a fault is not one of the change that meets it by chance.
// PROPERTY_SEED and PROPERTY_RUNS in the environment try others, and more of them.
const fc = require('fast-check');

fc.configureGlobal({
	seed: Number(process.env.PROPERTY_SEED ?? 1),
	numRuns: Number(process.env.PROPERTY_RUNS ?? 300),
});

// Many values take longer than one.
jest.setTimeout(120_000);
