import { type ImportFault } from '@heli/contracts';
import { type Language, translate } from '../../i18n/index.js';

/** A table may have a fault in every row; a person repairs the first ones and tries again. */
const MOST_SHOWN = 1_000;
const LONGEST_VALUE = 200;

/** Faults of a table, in the order of its rows. */
export class FaultList {
  private readonly faults: ImportFault[] = [];

  constructor(private readonly language: Language) {}

  get count(): number {
    return this.faults.length;
  }

  /** The first thousand. */
  get shown(): ImportFault[] {
    return this.faults
      .toSorted((a, b) => a.row - b.row)
      .slice(0, MOST_SHOWN)
      .map((fault) => ({ ...fault, value: fault.value.slice(0, LONGEST_VALUE) }));
  }

  /** By a key of the catalogue below `imports.faults`. */
  add(
    row: number,
    column: string | null,
    value: string,
    code: string,
    params: Readonly<Record<string, string | number>> = {},
  ): void {
    this.say(row, column, value, code, translate(this.language, `imports.faults.${code}`, params));
  }

  /** With a sentence that was made elsewhere. */
  say(row: number, column: string | null, value: string, code: string, message: string): void {
    this.faults.push({ row, column, value, code, message });
  }
}
