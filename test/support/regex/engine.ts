import { createRequire } from 'node:module';
import type * as regexpp from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';

/** Comes with ESLint, which reads patterns with it. */
const { RegExpParser } = createRequire(createRequire(import.meta.url).resolve('eslint'))(
  '@eslint-community/regexpp',
) as typeof regexpp;

export interface Flags {
  readonly unicode: boolean;
  readonly unicodeSets: boolean;
}

export function parse(source: string, flags: string): AST.Pattern {
  return new RegExpParser().parsePattern(source, 0, source.length, flagsOf(flags));
}

export const flagsOf = (flags: string): Flags => ({
  unicode: flags.includes('u'),
  unicodeSets: flags.includes('v'),
});

/** The engine took more steps than it was allowed. */
export class TooManySteps extends Error {}

/** What comes after a part: whether the rest matches from here. */
type Next = (at: number) => boolean;

/**
 * Backtracking as Node's own engine does it (V8's Irregexp), counting every step: the same numbers on every machine.
 * @see https://tc39.es/ecma262/#sec-pattern-semantics
 */
export class Engine {
  steps = 0;
  private captures: (readonly [number, number] | undefined)[] = [];
  private readonly sets = new Map<AST.Node, RegExp>();

  constructor(
    private readonly pattern: AST.Pattern,
    private readonly flags: string,
    private readonly most: number,
  ) {}

  /** Steps that it takes to look for the pattern in the text, from every place where Node would begin. */
  search(text: string): number {
    this.steps = 0;
    const starts = this.flags.includes('y') || this.isAnchored() ? 0 : text.length;
    for (let start = 0; start <= starts; start++) {
      this.captures = [];
      this.step();
      if (this.either(this.pattern.alternatives, text, start, () => true)) break;
    }
    return this.steps;
  }

  /** Node looks only at the beginning where every way begins with `^`. */
  private isAnchored(): boolean {
    return (
      !this.flags.includes('m') &&
      this.pattern.alternatives.every(
        ({ elements: [first] }) => first?.type === 'Assertion' && first.kind === 'start',
      )
    );
  }

  private step(): void {
    this.steps += 1;
    if (this.steps > this.most) throw new TooManySteps();
  }

  private either(alternatives: readonly AST.Alternative[], text: string, at: number, next: Next): boolean {
    return alternatives.some(({ elements }) => this.sequence(elements, 0, text, at, next));
  }

  private sequence(
    elements: readonly AST.Element[],
    index: number,
    text: string,
    at: number,
    next: Next,
  ): boolean {
    const element = elements[index];
    if (element === undefined) return next(at);
    return this.one(element, text, at, (after) => this.sequence(elements, index + 1, text, after, next));
  }

  private one(element: AST.Element, text: string, at: number, next: Next): boolean {
    this.step();
    switch (element.type) {
      case 'Assertion':
        return this.assertion(element, text, at) && next(at);
      case 'Quantifier':
        return this.repeat(element, text, at, 0, next);
      case 'Group':
        return this.either(element.alternatives, text, at, next);
      case 'CapturingGroup':
        return this.either(element.alternatives, text, at, (after) => {
          const index = this.numberOf(element);
          const before = this.captures[index];
          this.captures[index] = [at, after];
          if (next(after)) return true;
          this.captures[index] = before;
          return false;
        });
      case 'Backreference': {
        const [from, to] = this.captures[Number(element.ref)] ?? [0, 0];
        const said = text.slice(from, to);
        return text.startsWith(said, at) && next(at + said.length);
      }
      default: {
        const length = this.lengthAt(text, at);
        return at < text.length && this.matches(element, text.slice(at, at + length)) && next(at + length);
      }
    }
  }

  private repeat(q: AST.Quantifier, text: string, at: number, done: number, next: Next): boolean {
    const more = (): boolean =>
      done < q.max &&
      this.one(q.element, text, at, (after) =>
        // An empty turn beyond those that must be ends the repetition.
        after === at && done >= q.min ? false : this.repeat(q, text, after, done + 1, next),
      );
    if (done < q.min) return more();
    return q.greedy ? more() || next(at) : next(at) || more();
  }

  private assertion(assertion: AST.Assertion, text: string, at: number): boolean {
    switch (assertion.kind) {
      case 'start':
        return at === 0 || (this.flags.includes('m') && text[at - 1] === '\n');
      case 'end':
        return at === text.length || (this.flags.includes('m') && text[at] === '\n');
      case 'word': {
        const word = (place: number): boolean => /\w/.test(text[place] ?? '');
        return (word(at - 1) !== word(at)) !== assertion.negate;
      }
      case 'lookahead':
        return this.either(assertion.alternatives, text, at, () => true) !== assertion.negate;
      case 'lookbehind': {
        // Node reads backwards; read forwards from where it can begin, that is the same.
        const [least, most] = widthOf(assertion.alternatives);
        const from = Array.from(
          { length: Math.max(0, Math.min(most, at) - least + 1) },
          (_, more) => at - least - more,
        );
        return (
          from.some((start) => this.either(assertion.alternatives, text, start, (after) => after === at)) !==
          assertion.negate
        );
      }
    }
  }

  private numberOf(group: AST.CapturingGroup): number {
    this.groups ??= numbered(this.pattern);
    return this.groups.get(group) ?? 0;
  }
  private groups: Map<AST.CapturingGroup, number> | undefined;

  private lengthAt(text: string, at: number): number {
    return /[uv]/.test(this.flags) && (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }

  /** A single character, or a set of them: Node's own engine knows best. */
  private matches(element: AST.Element, character: string): boolean {
    let set = this.sets.get(element);
    if (set === undefined) {
      set = new RegExp(`^(?:${element.raw})$`, this.flags.replace(/[gym]/g, ''));
      this.sets.set(element, set);
    }
    return set.test(character);
  }
}

/** Capturing groups by their numbers, in the order of their opening. */
function numbered(pattern: AST.Pattern): Map<AST.CapturingGroup, number> {
  const found = new Map<AST.CapturingGroup, number>();
  walk(pattern, (node) => {
    if (node.type === 'CapturingGroup') found.set(node, found.size + 1);
  });
  return found;
}

/** Every node of a pattern, outer ones first. */
export function walk(node: AST.Node, visit: (node: AST.Node) => void): void {
  visit(node);
  if ('alternatives' in node && Array.isArray(node.alternatives))
    for (const alternative of node.alternatives as AST.Node[]) walk(alternative, visit);
  else if (node.type === 'Alternative') for (const element of node.elements) walk(element, visit);
  else if (node.type === 'Quantifier') walk(node.element, visit);
}

/** Fewest and most characters that one of the ways takes. */
function widthOf(alternatives: readonly AST.Alternative[]): readonly [number, number] {
  const widths = alternatives.map(({ elements }) =>
    elements.map(elementWidth).reduce<readonly [number, number]>(([a, b], [c, d]) => [a + c, b + d], [0, 0]),
  );
  return [Math.min(...widths.map(([least]) => least)), Math.max(...widths.map(([, most]) => most))];
}

function elementWidth(element: AST.Element): readonly [number, number] {
  switch (element.type) {
    case 'Assertion':
      return [0, 0];
    case 'Backreference':
      return [0, Infinity];
    case 'Group':
    case 'CapturingGroup':
      return widthOf(element.alternatives);
    case 'Quantifier': {
      const [least, most] = elementWidth(element.element);
      return [least * element.min, most === 0 ? 0 : most * element.max];
    }
    default:
      return [1, 2];
  }
}
