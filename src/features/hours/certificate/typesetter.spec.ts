import PDFDocument from 'pdfkit';
import { codePointOf, Typesetter } from './typesetter.js';

const STYLE = { size: 10 };

describe('text of a certificate', () => {
  const setter = (texts: readonly string[]) => Typesetter.open(new PDFDocument({ size: 'A4' }), texts, null);

  it('breaks Chinese anywhere but before punctuation, and Latin text between words', async () => {
    const texts = ['参加志愿服务，累计服务时长。', 'took part in volunteer services'];
    const type = await setter(texts);
    const wide = type.widthOf('参加志愿服务', STYLE);
    const lines = type.wrap(texts[0] ?? '', wide + 1, STYLE);
    expect(lines.join('')).toBe(texts[0]);
    expect(lines.filter((line) => /^[，。]/.test(line))).toEqual([]);
    expect(type.wrap(texts[1] ?? '', type.widthOf('took part in vol', STYLE), STYLE)[0]).toBe('took part in');
  });

  it('is cut with dots where it does not fit', async () => {
    const type = await setter(['望京社区为老助餐']);
    const cut = type.fit('望京社区为老助餐', type.widthOf('望京社区为老', STYLE), STYLE);
    expect(cut).toMatch(/^望京社区.*…$/);
    expect(type.fit('望京', 100, STYLE)).toBe('望京');
  });

  it('has a mark, and the number beside it, for what no font has', async () => {
    const type = await setter(['王㛃🙂']);
    expect(type.widthOf('王㛃🙂', STYLE)).toBeCloseTo(type.widthOf('王〓〓', STYLE));
    expect([...type.missing].map(codePointOf)).toEqual(['U+36C3', 'U+1F642']);
  });
});
