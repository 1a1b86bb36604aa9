// Loaded into n8n by `--require`. What a process holds says little as long as garbage is in it, and n8n collects that when
// it pleases: it does so now on a signal, so that what is left can be compared.
const v8 = require('node:v8');
const vm = require('node:vm');

v8.setFlagsFromString('--expose-gc');
/** @type {(options: object) => void} */
const collect = vm.runInNewContext('gc');
process.on('SIGUSR2', () => collect({ type: 'major', execution: 'sync', flavor: 'last-resort' }));
