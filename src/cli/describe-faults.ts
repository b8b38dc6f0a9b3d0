import { type Fault } from '@heli/contracts';
import { type CliTexts } from './texts/texts.js';

const MOST_SHOWN = 40;

/** One line a fault: pointer, then what is wrong and what would be right. */
export function describeFaults(faults: readonly Fault[], texts: CliTexts): string[] {
  const lines = faults
    .slice(0, MOST_SHOWN)
    .map((fault) => `  ${fault.pointer === '' ? texts.wholeDocument : fault.pointer}: ${fault.message}`);
  if (faults.length > MOST_SHOWN) lines.push(`  ${texts.moreFaults(faults.length - MOST_SHOWN)}`);
  return lines;
}
