import { type Random } from '@heli/generator';
import { type Schema, type Surface } from './operations.js';
import { nastyText, plainText } from './texts.js';

/** Ids of things that are there, by the name of a field that refers to them: `venueId`, `id` of `venues`. */
export type Known = (field: string) => readonly string[];

const DEEPEST = 7;
const NUMBERS: readonly number[] = [
  ...[0, -0, 1, -1, 0.5, -0.000001, 1e-320, 255, 65_536, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1],
  ...[2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e21, 1e308, Number.MAX_VALUE],
];
const PROTOTYPE_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'then',
  'toJSON',
  '$ref',
];

/** Values of a schema: mostly such as it describes, so that they get beyond the first check, and now and then others. */
export class Values {
  constructor(
    private readonly surface: Surface,
    private readonly random: Random,
    private readonly known: Known,
    /** How often a part is not what the schema says. */
    private readonly wrongness: number,
  ) {}

  of(schema: Schema, field: string, depth = 0): unknown {
    if (this.random.chance(this.wrongness)) return this.anything(field);
    const { anyOf, oneOf, enum: choices, ...rest } = this.surface.resolved(schema);
    const kinds = anyOf ?? oneOf;
    if (kinds !== undefined) return this.of(this.random.pick(kinds), field, depth);
    if (choices !== undefined) return this.random.pick(choices);
    if ('const' in rest) return rest.const;
    const { type } = rest;
    switch (typeof type === 'string' ? type : type === undefined ? 'any' : this.random.pick(type)) {
      case 'string':
        return this.text(rest, field);
      case 'integer':
        return this.number(rest, true);
      case 'number':
        return this.number(rest, false);
      case 'boolean':
        return this.random.chance(0.5);
      case 'null':
        return null;
      case 'array':
        return this.list(rest, field, depth);
      case 'object':
        return this.object(rest, depth);
      default:
        return this.anything(field);
    }
  }

  /** What no schema asks for. */
  anything(field: string): unknown {
    const { random } = this;
    return random.weighted<() => unknown>([
      [() => nastyText(random), 8],
      [() => random.pick(NUMBERS), 5],
      [() => random.pick([null, true, false, [], {}, [[]], [null], { id: null }]), 4],
      [() => nested(random.pick([3, 70, 400]), random.chance(0.5)), 1],
      [() => Array.from({ length: random.pick([201, 3_000]) }, () => random.pick(NUMBERS)), 1],
      [() => JSON.parse(`{${JSON.stringify(random.pick(PROTOTYPE_NAMES))}:{"isAdmin":true}}`) as unknown, 2],
      [() => random.pick(this.known(field).length > 0 ? this.known(field) : ['nothing']), 2],
    ])();
  }

  private text({ format, pattern = '', minLength = 0, maxLength = 40 }: Schema, field: string): string {
    const { random } = this;
    if (format === 'date-time') return this.instant();
    if (format === 'date') return this.instant().slice(0, 10);
    if (pattern.startsWith('^(?:[01]')) return random.pick(['08:00', '19:30', '00:00', '24:00']);
    if (pattern.includes('a-f')) return '0'.repeat(64);
    if (pattern.startsWith('^\\d')) return '110105';
    const ids = this.known(field);
    if (ids.length > 0 && random.chance(0.85)) return random.pick(ids);
    return plainText(random, minLength, maxLength);
  }

  private instant(): string {
    const day = this.random.pick([
      '2013-03-02',
      '2013-03-05',
      '2013-03-09',
      '2013-03-30',
      '2026-12-01',
      '2030-06-01',
    ]);
    return `${day}T${this.random.pick(['00:00:00Z', '09:00:00+08:00', '11:00:00Z', '12:30:00.000Z'])}`;
  }

  private number({ minimum = -1_000, maximum = 1_000_000 }: Schema, isWhole: boolean): number {
    const { random } = this;
    const least = Math.max(minimum, -(2 ** 31));
    const value = random.pick([least, maximum, Math.min(maximum, Math.ceil(least) + random.int(0, 100))]);
    return isWhole ? Math.trunc(value) : value;
  }

  private list({ items = {}, minItems = 0, maxItems = 3 }: Schema, field: string, depth: number): unknown[] {
    const most = depth > DEEPEST ? minItems : Math.max(minItems, Math.min(maxItems, 3));
    const one = field.replace(/ies$/, 'y').replace(/s$/, '');
    return Array.from({ length: this.random.int(minItems, most) }, () => this.of(items, one, depth + 1));
  }

  private object({ properties = {}, required = [], additionalProperties }: Schema, depth: number): unknown {
    const { random } = this;
    const optional = depth > DEEPEST ? 0 : depth === 0 ? 0.5 : 0.35;
    const members = Object.entries(properties)
      .filter(([name]) => random.chance(required.includes(name) ? 1 - this.wrongness / 2 : optional))
      .map(([name, schema]) => [name, this.of(schema, name, depth + 1)] as const);
    const free =
      typeof additionalProperties === 'object' && random.chance(0.5)
        ? [
            [
              random.pick(['1', 'place', 'held', ...PROTOTYPE_NAMES]),
              this.of(additionalProperties, '', depth + 1),
            ] as const,
          ]
        : [];
    const foreign = random.chance(this.wrongness)
      ? [[random.pick([...PROTOTYPE_NAMES, 'version', 'unknown', '\ud800']), this.anything('')] as const]
      : [];
    // Not Object.fromEntries(…): `__proto__` is to be a member of its own, as JSON.parse makes it.
    const made: Record<string, unknown> = {};
    for (const [name, value] of [...members, ...free, ...foreign])
      Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true });
    return made;
  }
}

function nested(depth: number, asLists: boolean): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = asLists ? [value] : { a: value };
  return value;
}
