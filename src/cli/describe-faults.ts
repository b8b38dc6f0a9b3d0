import { type Fault } from '@heli/contracts';
import { type CliTexts } from './texts/texts.js';
import { shortValue } from './values.js';

const MOST_SHOWN = 40;

/** One line a fault: pointer, then what is wrong and what would be right. */
export function describeFaults(faults: readonly Fault[], texts: CliTexts): string[] {
  const lines = faults
    .slice(0, MOST_SHOWN)
    .map(
      (fault) =>
        `  ${fault.pointer === '' ? texts.wholeDocument : fault.pointer}: ${sentenceOf(fault, texts)}`,
    );
  if (faults.length > MOST_SHOWN) lines.push(`  ${texts.moreFaults(faults.length - MOST_SHOWN)}`);
  return lines;
}

/** The engine's own faults speak English; catalogues translate them by code. */
function sentenceOf(fault: Fault, texts: CliTexts): string {
  const sentence = texts.faultCodes[fault.code];
  if (sentence === undefined) return fault.message;
  // Of an object or list the pointer tells more than a few of its characters.
  const told = fault.value !== undefined && (typeof fault.value !== 'object' || fault.value === null);
  return told ? `${sentence}${texts.valueThere(shortValue(fault.value))}` : sentence;
}
