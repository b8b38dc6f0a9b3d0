import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { create } from 'fontkit';
import subsetFont from 'subset-font';

/** Noto Sans SC (SIL Open Font License 1.1) comes in pieces of some hundred characters, each with all weights. */
const PACKAGE = '@fontsource-variable/noto-sans-sc';
const require = createRequire(import.meta.url);

export type Weight = 400 | 700;

interface Piece {
  readonly name: string;
  readonly ranges: readonly (readonly [number, number])[];
}

/** A piece at one weight. */
export interface Face {
  /** TrueType. */
  readonly font: Buffer;
  /** Code points: a piece is listed for more than it has. */
  readonly characters: ReadonlySet<number>;
}

let pieces: Promise<readonly Piece[]> | undefined;
/** Made once, about 60 kB each. */
const faces = new Map<string, Promise<Face>>();

async function readPieces(): Promise<readonly Piece[]> {
  const listed = JSON.parse(await readFile(require.resolve(`${PACKAGE}/unicode.json`), 'utf8')) as Readonly<
    Record<string, string>
  >;
  const all = Object.entries(listed).map(([name, ranges]) => ({
    name: name.replace(/[[\]]/g, ''),
    ranges: ranges.split(',').map(rangeOf),
  }));
  // Digits and Latin letters stand in several pieces; taken from one, they fit together.
  return all.sort((a, b) => Number(b.name === 'latin') - Number(a.name === 'latin'));
}

/** `U+4e00-4e09` or `U+4e00` */
function rangeOf(text: string): [number, number] {
  const [from = '', to = from] = text.replace('U+', '').split('-');
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
}

/** The piece that a character belongs to; undefined: none. */
export async function pieceFinder(): Promise<(character: string) => string | undefined> {
  pieces ??= readPieces();
  const known = await pieces;
  const found = new Map<string, string | undefined>();
  return (character) => {
    if (found.has(character)) return found.get(character);
    const point = character.codePointAt(0) ?? 0;
    const piece = known.find(({ ranges }) => ranges.some(([from, to]) => from <= point && point <= to));
    found.set(character, piece?.name);
    return piece?.name;
  };
}

export function faceOf(piece: string, weight: Weight): Promise<Face> {
  const key = `${piece} ${weight}`;
  const made = faces.get(key) ?? cut(piece, weight);
  faces.set(key, made);
  return made;
}

async function cut(piece: string, weight: Weight): Promise<Face> {
  const { ranges } = (await (pieces ??= readPieces())).find(({ name }) => name === piece) ?? { ranges: [] };
  const characters = ranges
    .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index))
    .map((point) => String.fromCodePoint(point))
    .join('');
  const file = require.resolve(`${PACKAGE}/files/noto-sans-sc-${piece}-wght-normal.woff2`);
  const font = await subsetFont(await readFile(file), characters, {
    targetFormat: 'truetype',
    variationAxes: { wght: weight },
    noLayoutClosure: true,
  });
  return { font, characters: charactersOf(font) };
}

/** Code points of a TTF or OTF font. */
export function charactersOf(font: Buffer): ReadonlySet<number> {
  const opened = create(font);
  if (!('characterSet' in opened))
    throw new Error('A collection of fonts cannot be used; take a single TTF or OTF file');
  return new Set(opened.characterSet);
}
