import { ModelError } from './errors.js';
import { OFFSET_COLUMN, RANGE_SUFFIX } from './lp-text-writer.js';
import { ModelBuilder } from './model-builder.js';
import { type Model } from './types.js';

type Kind = 'number' | 'name' | 'compare' | 'sign' | 'colon' | 'times' | 'section' | 'end';

interface Token {
  readonly kind: Kind;
  readonly text: string;
  readonly line: number;
}

type Section = 'min' | 'max' | 'rows' | 'bounds' | 'general' | 'binary' | 'end';

const SECTIONS: readonly (readonly [RegExp, Section])[] = [
  [/^(minimize|minimise|minimum|min)(?=[\s:]|$)/i, 'min'],
  [/^(maximize|maximise|maximum|max)(?=[\s:]|$)/i, 'max'],
  [/^(subject\s+to|such\s+that|s\.t\.|st\.|st)(?=[\s:]|$)/i, 'rows'],
  [/^(bounds|bound)\s*$/i, 'bounds'],
  [/^(generals|general|gen|integers|integer|int)(?=\s|$)/i, 'general'],
  [/^(binaries|binary|bin)(?=\s|$)/i, 'binary'],
  [/^end\s*$/i, 'end'],
];
const UNSUPPORTED = /^(semi-continuous|semis|semi|sos[12]?|ranges|pwlobj|general\s+constraints|lazy|user)\b/i;

const TOKEN =
  /\s*(?:((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(<=|=<|>=|=>|<|>|=)|([+-])|(:)|(\*)|([A-Za-z_!"#$%&(),;?@'`{}~/][A-Za-z0-9_!"#$%&(),.;?@'`{}~/]*))/y;

function fault(token: { readonly line: number; readonly text: string }, message: string): ModelError {
  return new ModelError('LP_BAD_TEXT', `Line ${token.line}: ${message} at "${token.text}"`);
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const lines = text.split(/\r\n|\r|\n/);
  for (const [index, whole] of lines.entries()) {
    const line = index + 1;
    const comment = whole.indexOf('\\');
    let rest = (comment === -1 ? whole : whole.slice(0, comment)).trim();
    if (rest === '') continue;
    const unsupported = UNSUPPORTED.exec(rest);
    if (unsupported !== null && !/^\S+\s*:/.test(rest)) {
      throw fault({ line, text: unsupported[0] }, 'this section is not supported');
    }
    for (const [pattern, section] of SECTIONS) {
      const match = pattern.exec(rest);
      // A name before a colon is a label, even if it is spelled like a section.
      if (
        match === null ||
        (section !== 'min' && section !== 'max' && /^\s*:/.test(rest.slice(match[0].length)))
      )
        continue;
      tokens.push({ kind: 'section', text: section, line });
      rest = rest.slice(match[0].length);
      break;
    }
    if (tokens.at(-1)?.text === 'end' && tokens.at(-1)?.kind === 'section') break;
    TOKEN.lastIndex = 0;
    while (rest.slice(TOKEN.lastIndex).trim() !== '') {
      const at = TOKEN.lastIndex;
      const match = TOKEN.exec(rest);
      if (match === null) throw fault({ line, text: rest.slice(at).trim().slice(0, 20) }, 'cannot read this');
      const [, number, compare, sign, colon, times, name] = match;
      if (number !== undefined) tokens.push({ kind: 'number', text: number, line });
      else if (compare !== undefined) tokens.push({ kind: 'compare', text: compare, line });
      else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, line });
      else if (colon !== undefined) tokens.push({ kind: 'colon', text: colon, line });
      else if (times !== undefined) tokens.push({ kind: 'times', text: times, line });
      else if (name !== undefined && /^inf(inity)?$/i.test(name))
        tokens.push({ kind: 'number', text: 'Infinity', line });
      else if (name !== undefined) tokens.push({ kind: 'name', text: name, line });
    }
  }
  tokens.push({ kind: 'end', text: 'end of text', line: lines.length });
  return tokens;
}

interface Expression {
  readonly columns: number[];
  readonly values: number[];
  constant: number;
}

interface Said {
  readonly op: '<' | '>' | '=';
  readonly value: number;
}

interface Column {
  readonly name: string;
  lower: number;
  upper: number;
  integer: boolean;
  cost: number;
}

interface Row {
  readonly name: string | null;
  readonly lower: number;
  readonly upper: number;
  readonly columns: readonly number[];
  readonly values: readonly number[];
}

class Reader {
  readonly columns: Column[] = [];
  readonly rows: Row[] = [];
  sense: 'min' | 'max' = 'min';
  offset = 0;
  private readonly tokens: readonly Token[];
  private readonly index = new Map<string, number>();
  private at = 0;

  constructor(text: string) {
    this.tokens = tokensOf(text);
  }

  read(): void {
    const first = this.next();
    if (first.kind !== 'section' || (first.text !== 'min' && first.text !== 'max')) {
      throw fault(first, 'expected Minimize or Maximize');
    }
    this.sense = first.text;
    this.label();
    const objective = this.expression();
    objective.columns.forEach((column, k) => {
      const known = this.columns[column];
      if (known !== undefined) known.cost += objective.values[k] ?? 0;
    });
    this.offset = objective.constant;
    for (;;) {
      const token = this.next();
      if (token.kind === 'end') return;
      if (token.kind !== 'section') throw fault(token, 'expected a section');
      switch (token.text as Section) {
        case 'rows':
          if (this.peek().kind === 'colon') this.next();
          while (this.inSection()) this.row();
          break;
        case 'bounds':
          while (this.inSection()) this.bound();
          break;
        case 'general':
        case 'binary':
          while (this.inSection()) this.whole(token.text === 'binary');
          break;
        case 'end':
          return;
        case 'min':
        case 'max':
          throw fault(token, 'a second objective');
      }
    }
  }

  private peek(ahead = 0): Token {
    return (
      this.tokens[this.at + ahead] ?? this.tokens.at(-1) ?? { kind: 'end', text: 'end of text', line: 1 }
    );
  }

  private next(): Token {
    const token = this.peek();
    this.at++;
    return token;
  }

  private inSection(): boolean {
    const { kind } = this.peek();
    return kind !== 'section' && kind !== 'end';
  }

  private label(): string | null {
    if (this.peek().kind === 'colon') this.next();
    if (this.peek().kind !== 'name' || this.peek(1).kind !== 'colon') return null;
    const { text } = this.next();
    this.next();
    return text;
  }

  private column(name: string): number {
    const known = this.index.get(name);
    if (known !== undefined) return known;
    const column = this.columns.length;
    this.columns.push({ name, lower: 0, upper: Infinity, integer: false, cost: 0 });
    this.index.set(name, column);
    return column;
  }

  /** `[sign] [number] [name]` joined by signs; ends before anything that cannot go on. */
  private expression(): Expression {
    const expression: Expression = { columns: [], values: [], constant: 0 };
    for (let first = true; ; first = false) {
      let factor = 1;
      let signed = false;
      while (this.peek().kind === 'sign') {
        signed = true;
        if (this.next().text === '-') factor = -factor;
      }
      if (!first && !signed) return expression;
      const token = this.peek();
      if (token.kind === 'number') {
        this.next();
        factor *= Number(token.text);
        if (this.peek().kind === 'times') this.next();
      } else if (token.kind !== 'name') {
        if (signed) throw fault(token, 'expected a number or a name after a sign');
        return expression;
      }
      const named = this.peek();
      // A name before a colon belongs to the next row.
      if (named.kind === 'name' && this.peek(1).kind !== 'colon') {
        this.next();
        if (!Number.isFinite(factor)) throw fault(token, 'a coefficient is not finite');
        expression.columns.push(this.column(named.text));
        expression.values.push(factor);
      } else if (token.kind === 'number') {
        expression.constant += factor;
      } else {
        if (signed) throw fault(named, 'expected a number or a name after a sign');
        return expression;
      }
    }
  }

  private compare(): '<' | '>' | '=' {
    const token = this.next();
    if (token.kind !== 'compare') throw fault(token, 'expected <=, >= or =');
    if (token.text.includes('<')) return '<';
    return token.text.includes('>') ? '>' : '=';
  }

  private number(): number {
    let factor = 1;
    while (this.peek().kind === 'sign') if (this.next().text === '-') factor = -factor;
    const token = this.next();
    if (token.kind !== 'number') throw fault(token, 'expected a number');
    return factor * Number(token.text) + 0;
  }

  private row(): void {
    const name = this.label();
    const start = this.peek();
    const left = this.expression();
    let limits: readonly [number, number];
    let body: Expression;
    if (left.columns.length > 0) {
      body = left;
      limits = limitsOf(this.compare(), this.number());
    } else {
      if (this.peek().kind !== 'compare') throw fault(this.peek(), 'expected a row');
      const first = limitsOf(flip(this.compare()), left.constant);
      body = this.expression();
      if (body.columns.length === 0) throw fault(start, 'a row without columns');
      limits = this.peek().kind === 'compare' ? meet(first, limitsOf(this.compare(), this.number())) : first;
    }
    const [lower, upper] = limits;
    if (lower > upper) throw fault(start, `a row with lower limit ${lower} above upper limit ${upper}`);
    this.rows.push({
      name,
      lower: lower - body.constant,
      upper: upper - body.constant,
      columns: body.columns,
      values: body.values,
    });
  }

  private bound(): void {
    const start = this.peek();
    if (start.kind === 'name') {
      const column = this.known(this.next());
      const word = this.peek();
      if (word.kind === 'name' && /^free$/i.test(word.text)) {
        this.next();
        column.lower = -Infinity;
        column.upper = Infinity;
        return;
      }
      this.limit(column, { op: this.compare(), value: this.number() }, start);
      return;
    }
    const left = this.number();
    const first: Said = { op: flip(this.compare()), value: left };
    const name = this.next();
    if (name.kind !== 'name') throw fault(name, 'expected the name of a column');
    const column = this.known(name);
    this.limit(column, first, start);
    if (this.peek().kind === 'compare')
      this.limit(column, { op: this.compare(), value: this.number() }, start);
  }

  /** A limit that is said replaces the one before; the side that is not said stays. */
  private limit(column: Column, { op, value }: Said, at: Token): void {
    if (op !== '<') column.lower = value;
    if (op !== '>') column.upper = value;
    if (column.lower === Infinity || column.upper === -Infinity)
      throw fault(at, `an empty range for ${column.name}`);
  }

  private whole(binary: boolean): void {
    const token = this.next();
    if (token.kind !== 'name') throw fault(token, 'expected the name of a column');
    if (!this.index.has(token.text)) throw fault(token, 'an unknown column');
    const column = this.known(token);
    column.integer = true;
    if (binary) {
      column.lower = 0;
      column.upper = 1;
    }
  }

  private known(token: Token): Column {
    const column = this.columns[this.column(token.text)];
    if (column === undefined) throw fault(token, 'an unknown column');
    return column;
  }
}

/** Of `expression op value`; an infinite value on its own side says nothing. */
function limitsOf(op: '<' | '>' | '=', value: number): readonly [number, number] {
  if (op === '=') return [value, value];
  return op === '<' ? [-Infinity, value] : [value, Infinity];
}

function flip(op: '<' | '>' | '='): '<' | '>' | '=' {
  if (op === '=') return '=';
  return op === '<' ? '>' : '<';
}

function meet(a: readonly [number, number], b: readonly [number, number]): readonly [number, number] {
  return [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
}

/**
 * Reads CPLEX LP text: Minimize or Maximize, Subject To, Bounds, General(s), Binary/Binaries, End, comments after `\`,
 * rows over many lines, `<=`, `=<`, `<`, `>=`, `=`, rows and bounds with two limits, `free`, `inf`, `1e-3`. What
 * `writeLpText` split or set aside (ranges, the constant of the objective) is put together again.
 *
 * Columns are in the order in which they first appear. Throws `ModelError` (`LP_BAD_TEXT`) with line and token on what
 * it cannot read: quadratic terms, SOS, semi-continuous columns.
 */
export function parseLpText(text: string, name = 'lp-text'): Model {
  const reader = new Reader(text);
  reader.read();
  const builder = new ModelBuilder(name, reader.sense);
  const offsetColumn = reader.columns.findIndex(
    (column) => column.name === OFFSET_COLUMN && column.lower === 1 && column.upper === 1,
  );
  const place: number[] = [];
  reader.columns.forEach(({ name: columnName, ...column }, index) => {
    if (index === offsetColumn) reader.offset += column.cost;
    else place[index] = builder.column({ ...column, name: columnName });
  });
  builder.offset = reader.offset;
  const rows = joinRanges(reader.rows);
  for (const row of rows) {
    let shift = 0;
    const added: number[] = [];
    const values: number[] = [];
    row.columns.forEach((column, k) => {
      const value = row.values[k] ?? 0;
      const at = place[column];
      if (at === undefined) shift += value;
      else {
        added.push(at);
        values.push(value);
      }
    });
    builder.row(
      row.lower - shift,
      row.upper - shift,
      added,
      values,
      ...(row.name === null ? [] : [row.name]),
    );
  }
  return builder.build();
}

/** `x_from: … >= 2` followed by `x: … <= 5` with the same left side is one row. */
function joinRanges(rows: readonly Row[]): Row[] {
  const joined: Row[] = [];
  for (const row of rows) {
    const before = joined.at(-1);
    if (
      before !== undefined &&
      row.name !== null &&
      before.name === `${row.name}${RANGE_SUFFIX}` &&
      before.upper === Infinity &&
      row.lower === -Infinity &&
      before.lower < row.upper &&
      sameTerms(before, row)
    ) {
      joined[joined.length - 1] = { ...row, lower: before.lower };
    } else {
      joined.push(row);
    }
  }
  return joined;
}

function sameTerms(a: Row, b: Row): boolean {
  return (
    a.columns.length === b.columns.length &&
    a.columns.every((column, k) => column === b.columns[k] && a.values[k] === b.values[k])
  );
}
