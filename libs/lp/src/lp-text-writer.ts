import { type Model } from './types.js';

/** CPLEX allows 510 characters a line, CBC fewer than 1024; short lines are also easier to read. */
const LINE = 200;
/** CBC cuts names after 100 characters. */
const NAME = 90;

/** A column of this name, fixed at 1, carries the constant of the objective: not all readers accept a bare number. */
export const OFFSET_COLUMN = 'heli_offset';
/** The two halves of a row with two different limits: `<=` keeps the name, `>=` gets this suffix. */
export const RANGE_SUFFIX = '_from';

/** Words that open a section or mean something, in any case, in one of the readers. */
const RESERVED = new Set(
  (
    'max maximize maximise maximum min minimize minimise minimum subject such to that st s.t. st. bounds bound ' +
    'general generals gen integer integers int binary binaries bin semi semis semi-continuous sos sos1 sos2 ' +
    `free inf infinity nan end ranges range rhs obj ${OFFSET_COLUMN}`
  ).split(' '),
);

/**
 * Writes the model as CPLEX LP text, for a second pair of eyes (HiGHS, CBC, CPLEX, Gurobi, SCIP) or a bug report.
 *
 * Names are made legal and unique, always the same way: other characters become `_<hex>_`, a bad beginning gets `n_`,
 * a double gets `_2`. Numbers are written so that reading them gives the same double. A row with two different limits
 * is written as two rows, since not all readers know ranges; a row without limits is left out, since nothing can be
 * said of it.
 */
export function writeLpText(model: Model): string {
  const columnNames = legalNames(model.columnCount, model.columnName);
  const rowNames = legalNames(model.rowCount, model.rowName);
  const { starts, indices, values } = model.matrix;
  const lines: string[] = [`\\ ${model.name.replaceAll(/\s+/g, ' ')}`];
  const seen = new Uint8Array(model.columnCount);
  for (const column of indices) seen[column] = 1;

  const objective: string[] = [];
  for (let column = 0; column < model.columnCount; column++) {
    const cost = model.cost[column] ?? 0;
    // A column that is nowhere else is named here, or readers would not know it.
    if (cost !== 0 || seen[column] === 0) objective.push(term(cost, columnNames[column] ?? ''));
  }
  if (model.offset !== 0) objective.push(term(model.offset, OFFSET_COLUMN));
  lines.push(model.sense === 'min' ? 'Minimize' : 'Maximize', ...wrap(' obj:', objective, ''), 'Subject To');

  for (let row = 0; row < model.rowCount; row++) {
    const lower = model.rowLower[row] ?? -Infinity;
    const upper = model.rowUpper[row] ?? Infinity;
    const terms: string[] = [];
    const end = starts[row + 1] ?? 0;
    for (let k = starts[row] ?? 0; k < end; k++)
      terms.push(term(values[k] ?? 0, columnNames[indices[k] ?? 0] ?? ''));
    if (terms.length === 0) terms.push(term(0, columnNames[0] ?? OFFSET_COLUMN));
    const name = rowNames[row] ?? '';
    if (lower === upper) lines.push(...wrap(` ${name}:`, terms, ` = ${number(lower)}`));
    else {
      if (lower > -Infinity) {
        const half = upper < Infinity ? `${name}${RANGE_SUFFIX}` : name;
        lines.push(...wrap(` ${half}:`, terms, ` >= ${number(lower)}`));
      }
      if (upper < Infinity) lines.push(...wrap(` ${name}:`, terms, ` <= ${number(upper)}`));
    }
  }

  lines.push('Bounds');
  for (let column = 0; column < model.columnCount; column++) {
    const bound = boundOf(
      columnNames[column] ?? '',
      model.lower[column] ?? 0,
      model.upper[column] ?? Infinity,
    );
    if (bound !== null) lines.push(` ${bound}`);
  }
  const needsOffset = model.offset !== 0 || (model.columnCount === 0 && model.rowCount > 0);
  if (needsOffset) lines.push(` ${OFFSET_COLUMN} = 1`);

  const whole = columnNames.filter((_, column) => model.integer[column] === 1).map((name) => ` ${name}`);
  if (whole.length > 0) lines.push('Generals', ...wrap('', whole, ''));
  lines.push('End', '');
  return lines.join('\n');
}

function boundOf(name: string, lower: number, upper: number): string | null {
  if (lower === upper) return `${name} = ${number(lower)}`;
  if (lower === -Infinity) return upper === Infinity ? `${name} free` : `-inf <= ${name} <= ${number(upper)}`;
  if (upper === Infinity) return lower === 0 ? null : `${name} >= ${number(lower)}`;
  return `${number(lower)} <= ${name} <= ${number(upper)}`;
}

function term(coefficient: number, name: string): string {
  const sign = coefficient < 0 ? '-' : '+';
  const size = Math.abs(coefficient);
  return size === 1 ? ` ${sign} ${name}` : ` ${sign} ${number(size)} ${name}`;
}

/** The shortest decimal that reads back as the same double. */
function number(value: number): string {
  return String(value + 0);
}

function wrap(head: string, pieces: readonly string[], tail: string): string[] {
  const lines: string[] = [];
  let line = head;
  for (const piece of [...pieces, tail]) {
    if (line.length + piece.length > LINE && line.length > 0) {
      lines.push(line);
      line = ' ';
    }
    line += piece;
  }
  lines.push(line);
  return lines;
}

function legalNames(count: number, nameOf: (index: number) => string): string[] {
  const taken = new Set<string>();
  const names: string[] = [];
  for (let index = 0; index < count; index++) {
    const base = legalName(nameOf(index));
    let name = base;
    for (let copy = 2; taken.has(name) || taken.has(`${name}${RANGE_SUFFIX}`); copy++)
      name = `${base}_${copy}`;
    taken.add(name);
    taken.add(`${name}${RANGE_SUFFIX}`);
    names.push(name);
  }
  return names;
}

function legalName(raw: string): string {
  let name = raw.replaceAll(
    /[^A-Za-z0-9_.]/gu,
    (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`,
  );
  // 'e' could be read as the exponent of the number before it.
  if (name === '' || /^[0-9.eE]/.test(name) || RESERVED.has(name.toLowerCase())) name = `n_${name}`;
  return name.slice(0, NAME);
}
