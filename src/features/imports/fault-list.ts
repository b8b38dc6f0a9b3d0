import { type ImportFault } from '@heli/contracts';
import { type Language, translate } from '../../i18n/index.js';

/** A table may have a fault in every row; a person repairs the first ones and tries again. */
const MOST_SHOWN = 1_000;
const LONGEST_VALUE = 200;

/** Faults of a table, in the order of its rows. */
export class FaultList {
  private readonly faults: ImportFault[] = [];

  /** @param titles Titles of the columns, in their order. */
  constructor(
    private readonly language: Language,
    private readonly titles: readonly string[],
  ) {}

  get count(): number {
    return this.faults.length;
  }

  /** The first thousand. */
  get shown(): ImportFault[] {
    return this.faults
      .toSorted((a, b) => a.row - b.row || this.placeOf(a) - this.placeOf(b))
      .slice(0, MOST_SHOWN)
      .map((fault) => ({ ...fault, value: fault.value.slice(0, LONGEST_VALUE) }));
  }

  private placeOf({ column }: ImportFault): number {
    const place = column === null ? -1 : this.titles.indexOf(column);
    return place < 0 ? this.titles.length : place;
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
