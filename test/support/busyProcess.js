// A process that has run for long has so many regular expressions that V8 no longer optimizes new ones, and these need
// stack for each sign of a run: millions overflow it. n8n is such a process, so the tests run as in one.
require('node:v8').setFlagsFromString('--no-regexp-optimization');
