import type { AST } from '@eslint-community/regexpp';
import { walk } from './engine.js';

/** Characters tried for a set: one of each class that patterns tell apart. */
const CANDIDATES = [
  ...Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at)),
  ...['\t', '\n', '\r', '\0', '\u00a0', '\u3000', '中', '一', '、', '，', '：', '０', 'é', '\u200b', '😀'],
];
/** What a text may end with so that nothing matches after all. */
const ENDS = ['', '\0', '!', '\n\0'];
/** Characters of a set that are pumped, in case the first meets only one of two neighbours. */
const MOST_OF_A_SET = 4;

/** Texts that make an engine go back as often as the pattern lets it: `start + pump.repeat(n) + end`. */
export interface Attack {
  readonly start: string;
  readonly pump: string;
  readonly end: string;
}

/** Attacks on every repetition of a pattern. */
export function* attacksOn(pattern: AST.Pattern, flags: string): Generator<Attack> {
  const seen = new Set<string>();
  const repetitions: AST.Quantifier[] = [];
  walk(pattern, (node) => {
    if (node.type === 'Quantifier' && node.max > 10) repetitions.push(node);
  });
  for (const repetition of repetitions) {
    const pumps = new Set([
      ...samplesOf(repetition.element, flags),
      // A part of the turn alone, where the rest of it may be left out.
      ...charactersIn(repetition.element, flags),
    ]);
    const before = before_(repetition, flags);
    for (const pump of pumps)
      for (const start of new Set(['', before, `${before}${pump}`]))
        for (const end of ENDS) {
          const key = JSON.stringify([start, pump, end]);
          if (pump === '' || seen.has(key)) continue;
          seen.add(key);
          yield { start, pump, end };
        }
  }
}

/** A text that leads to the part: the first way of everything before it. */
function before_(part: AST.Node, flags: string): string {
  const { parent } = part;
  if (parent === null) return '';
  const outer = before_(parent, flags);
  if (parent.type !== 'Alternative') return outer;
  const at = parent.elements.indexOf(part as AST.Element);
  return (
    outer +
    parent.elements
      .slice(0, at)
      .map((element) => samplesOf(element, flags)[0] ?? '')
      .join('')
  );
}

/** Short texts that a part matches. */
function samplesOf(node: AST.Element, flags: string): string[] {
  switch (node.type) {
    case 'Assertion':
    case 'Backreference':
      return [''];
    case 'Quantifier': {
      const times = Math.max(1, node.min);
      return samplesOf(node.element, flags).map((sample) => sample.repeat(times));
    }
    case 'Group':
    case 'CapturingGroup':
      return node.alternatives.flatMap(({ elements }) => {
        const parts = elements.map((element) => samplesOf(element, flags));
        const most = Math.max(1, ...parts.map(({ length }) => length));
        return Array.from({ length: most }, (_, at) =>
          parts.map((samples) => samples[at % samples.length] ?? '').join(''),
        );
      });
    default:
      return charactersOf(node, flags);
  }
}

function charactersOf(set: AST.Element, flags: string): string[] {
  const test = new RegExp(`^(?:${set.raw})$`, flags.replace(/[gym]/g, ''));
  const found = CANDIDATES.filter((candidate) => test.test(candidate));
  const spread = Math.max(1, Math.floor(found.length / MOST_OF_A_SET));
  return found.filter((_, at) => at % spread === 0).slice(0, MOST_OF_A_SET);
}

function charactersIn(node: AST.Element, flags: string): string[] {
  const found: string[] = [];
  walk(node, (inner) => {
    if (['Character', 'CharacterSet', 'CharacterClass'].includes(inner.type))
      found.push(...charactersOf(inner as AST.Element, flags));
  });
  return found;
}
