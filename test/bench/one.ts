import { CASES } from './cases.js';
import { type How, measure } from './measure.js';

const [name, how] = process.argv.slice(2);
const chosen = CASES.find((candidate) => candidate.name === name);
if (!chosen) throw new Error(`no case is named ${name ?? ''}`);
process.stdout.write(JSON.stringify(await measure(chosen.problem(), how as How)));
