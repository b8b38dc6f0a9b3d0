import { activityKind, type LeastHeld } from '@heli/contracts';

const fenOf = (text: string): number =>
  /^\d{1,9}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : Number.NaN;

/** An amount in yuan, as fen; null where it is none. */
export function readAmount(text: string): number | null {
  const fen = fenOf(text.trim());
  return Number.isNaN(fen) ? null : fen;
}

/** `1000,2500.50` or `0..8000/9` (from, to, how many), yuan, as fen; null where it is neither. */
export function readBudgets(text: string): number[] | null {
  const range = /^([^.]+(?:\.\d+)?)\.\.([^/]+)\/(\d+)$/.exec(text);
  if (!range) {
    const fen = text.split(',').map((each) => fenOf(each.trim()));
    return fen.some(Number.isNaN) || fen.length > 40 ? null : fen;
  }
  const [from, to, steps] = [fenOf(range[1] ?? ''), fenOf(range[2] ?? ''), Number(range[3])];
  if (!(from < to) || steps < 2 || steps > 40) return null;
  return Array.from({ length: steps }, (_, at) => Math.round(from + ((to - from) * at) / (steps - 1)));
}

/** `kind=festival:2`, `community=wangjing:3`, `kind=training,community=wangjing:1`, `:20`; null where it is none of these. */
export function readLeast(text: string): LeastHeld | null {
  const split = text.lastIndexOf(':');
  const number = text.slice(split + 1);
  if (split < 0 || !/^[1-9]\d{0,4}$/.test(number)) return null;
  const communityIds: string[] = [];
  const kinds: LeastHeld['kinds'] = [];
  for (const part of text
    .slice(0, split)
    .split(',')
    .filter((each) => each !== '')) {
    const [name, value] = [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)];
    const kind = activityKind.options.find((each) => each === value);
    if (name === 'community' && value !== '') communityIds.push(value);
    else if (name === 'kind' && kind) kinds.push(kind);
    else return null;
  }
  return { count: Number(number), communityIds, kinds };
}
