import { readFile } from 'node:fs/promises';
import type PDFDocument from 'pdfkit';
import { charactersOf, faceOf, pieceFinder, type Weight } from './font-pieces.js';

type Document = typeof PDFDocument extends new (...args: never[]) => infer D ? D : never;

/** Stands for a character that no font has; Chinese printers have used it since type was metal. */
const GETA = '〓';
const ELLIPSIS = '…';
const EXTRA = 'extra';

export interface Style {
  readonly size: number;
  readonly weight?: Weight;
  readonly color?: string;
}

export interface Line extends Style {
  readonly x: number;
  /** Of the base line. */
  readonly y: number;
  readonly align?: 'left' | 'center' | 'right';
  /** Space between letters, points. */
  readonly spacing?: number;
}

interface Run {
  readonly face: string;
  text: string;
}

/**
 * Writes lines of text whose characters come from many small fonts. A character that none of them has becomes 〓, and
 * `missing` tells which it was: never an empty box.
 */
export class Typesetter {
  readonly missing = new Set<string>();

  private constructor(
    private readonly document: Document,
    /** By name, in the order in which they are asked for a character. */
    private readonly faces: Readonly<Record<Weight, ReadonlyMap<string, ReadonlySet<number>>>>,
  ) {}

  /**
   * @param texts all that will be written
   * @param extraFont path of a TTF or OTF file for what Noto Sans SC lacks
   */
  static async open(
    document: Document,
    texts: readonly string[],
    extraFont: string | null,
  ): Promise<Typesetter> {
    const pieceOf = await pieceFinder();
    const needed = new Set(Array.from(texts.join('') + GETA + ELLIPSIS, (character) => pieceOf(character)));
    const faces = {
      400: new Map<string, ReadonlySet<number>>(),
      700: new Map<string, ReadonlySet<number>>(),
    };
    for (const piece of needed) {
      if (piece === undefined) continue;
      for (const weight of [400, 700] as const) {
        const { font, characters } = await faceOf(piece, weight);
        document.registerFont(`${piece} ${weight}`, font);
        faces[weight].set(`${piece} ${weight}`, characters);
      }
    }
    if (extraFont !== null) {
      const font = await readFile(extraFont);
      document.registerFont(EXTRA, font);
      for (const weight of [400, 700] as const) faces[weight].set(EXTRA, charactersOf(font));
    }
    return new Typesetter(document, faces);
  }

  write(text: string, { x, y, align = 'left', spacing = 0, color = '#222222', ...style }: Line): void {
    const width = align === 'left' ? 0 : this.widthOf(text, style, spacing);
    let at = align === 'left' ? x : align === 'center' ? x - width / 2 : x - width;
    this.document.fillColor(color);
    for (const run of this.runs(text, style.weight)) {
      this.document.font(run.face).fontSize(style.size);
      this.document.text(run.text, at, y, {
        lineBreak: false,
        baseline: 'alphabetic',
        characterSpacing: spacing,
      });
      at += this.runWidth(run, spacing);
    }
  }

  widthOf(text: string, { size, weight }: Style, spacing = 0): number {
    const width = this.runs(text, weight).reduce((sum, run) => {
      this.document.font(run.face).fontSize(size);
      return sum + this.runWidth(run, spacing);
    }, 0);
    return width - spacing;
  }

  /** The text, or as much of it as fits, with dots. */
  fit(text: string, width: number, style: Style): string {
    if (this.widthOf(text, style) <= width) return text;
    const letters = Array.from(text);
    while (letters.length > 1 && this.widthOf(letters.join('') + ELLIPSIS, style) > width) letters.pop();
    return letters.join('') + ELLIPSIS;
  }

  /** Lines that fit; Chinese text breaks anywhere but before punctuation, Latin words stay whole. */
  wrap(text: string, width: number, style: Style): string[] {
    const lines: string[] = [];
    let line = '';
    for (const [word] of text.matchAll(UNBROKEN)) {
      if (line !== '' && this.widthOf((line + word).trimEnd(), style) > width) {
        lines.push(line.trimEnd());
        line = word.trimStart();
      } else line += word;
    }
    return line.trim() === '' ? lines : [...lines, line.trimEnd()];
  }

  private runWidth({ face, text }: Run, spacing: number): number {
    return this.document.font(face).widthOfString(text) + spacing * Array.from(text).length;
  }

  private runs(text: string, weight: Weight = 400): Run[] {
    const runs: Run[] = [];
    for (const character of text) {
      const [face, shown] = this.faceFor(character, weight);
      const last = runs.at(-1);
      if (last?.face === face) last.text += shown;
      else runs.push({ face, text: shown });
    }
    return runs;
  }

  private faceFor(character: string, weight: Weight): [face: string, shown: string] {
    const face = this.faceWith(character, weight);
    if (face !== undefined) return [face, character];
    this.missing.add(character);
    return [this.faceWith(GETA, weight) ?? EXTRA, GETA];
  }

  private faceWith(character: string, weight: Weight): string | undefined {
    const point = character.codePointAt(0) ?? 0;
    return [...this.faces[weight]].find(([, characters]) => characters.has(point))?.[0];
  }
}

const UNBROKEN =
  /(?:[\p{Script=Latin}\p{N}\p{M}.,:;%/_@#&()'’–-]+|[“（《〈「『](?:.|$)|.)[，。、；：！？”）》〉」』…]*\s*/gu;

/** `U+36C3` */
export const codePointOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
