/** One way of one case, in a process of its own: the order comes as JSON in the argument, the figures leave as JSON on the last line. */
import { caseNamed } from './cases.js';
import { type Order } from './child.js';
import { measure } from './measure.js';

const order = JSON.parse(process.argv[2] ?? '') as Order;
const chosen = caseNamed(order.case);
if (!chosen) throw new Error(`no case is named ${order.case}`);
process.stdout.write(`\n${JSON.stringify(await measure(chosen.problem(), order.way, order))}\n`);
