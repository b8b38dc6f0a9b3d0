/** One content line (RFC 5545, 3.1). Names are in capitals; `line` counts from 1. */
export interface Property {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
  readonly line: number;
}

/** A component with its own properties and what is inside it. */
export interface Component {
  readonly name: string;
  readonly properties: readonly Property[];
  readonly components: readonly Component[];
  readonly line: number;
}

/** The file is no iCalendar. */
export class IcsError extends Error {
  override readonly name = 'IcsError';

  constructor(
    readonly code: 'not_a_calendar' | 'broken_line' | 'not_closed' | 'too_deep',
    readonly line: number,
  ) {
    super(`line ${line}: ${code}`);
  }
}

const DEEPEST = 8;
const CONTENT_LINE =
  /^([A-Za-z\d-]+)((?:;[A-Za-z\d-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/s;
const PARAMETER = /;([A-Za-z\d-]+)=("[^"]*"|[^";:,]*)/g;

/**
 * The VCALENDARs of a file; it may hold several.
 * @throws IcsError
 */
export function readCalendars(text: string): Component[] {
  interface Open {
    readonly name: string;
    readonly line: number;
    readonly properties: Property[];
    readonly components: Component[];
  }
  const root: Open = { name: '', line: 0, properties: [], components: [] };
  const open: Open[] = [root];
  for (const property of contentLines(text)) {
    const { name, value, line } = property;
    const inner = open.at(-1) ?? root;
    const word = value.trim().toUpperCase();
    if (name === 'BEGIN') {
      if (open.length > DEEPEST) throw new IcsError('too_deep', line);
      if (inner === root && word !== 'VCALENDAR') throw new IcsError('not_a_calendar', line);
      open.push({ name: word, line, properties: [], components: [] });
    } else if (inner === root) {
      throw new IcsError('not_a_calendar', line);
    } else if (name === 'END') {
      if (word !== inner.name) throw new IcsError('not_closed', inner.line);
      open.pop();
      (open.at(-1) ?? root).components.push(inner);
    } else {
      inner.properties.push(property);
    }
  }
  const left = open.at(-1) ?? root;
  if (left !== root) throw new IcsError('not_closed', left.line);
  if (root.components.length === 0) throw new IcsError('not_a_calendar', 1);
  return root.components;
}

/** Lines with their continuations joined. */
function* contentLines(text: string): Generator<Property> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (let index = 0; index < lines.length;) {
    const line = index + 1;
    const parts = [lines[index] ?? ''];
    for (index++; /^[ \t]/.test(lines[index] ?? ''); index++) parts.push((lines[index] ?? '').slice(1));
    const whole = parts.join('');
    if (whole.trim() !== '') yield propertyOf(whole, line);
  }
}

function propertyOf(text: string, line: number): Property {
  const match = CONTENT_LINE.exec(text);
  if (match === null) throw new IcsError('broken_line', line);
  const [, name = '', parameters = '', value = ''] = match;
  return {
    name: name.toUpperCase(),
    parameters: new Map(
      [...parameters.matchAll(PARAMETER)].map(([, key = '', given = '']) => [
        key.toUpperCase(),
        given.replace(/^"|"$/g, ''),
      ]),
    ),
    value,
    line,
  };
}

/** The first property of a name. */
export const propertyNamed = ({ properties }: Component, name: string): Property | undefined =>
  properties.find((property) => property.name === name);
