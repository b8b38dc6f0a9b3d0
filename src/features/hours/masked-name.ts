const MOST_STARS = 3;
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** The first character of each word, enough to compare with a paper: `王*`, `L** N*`. */
export const maskedName = (name: string): string =>
  name
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [first = '', ...rest] = Array.from(graphemes.segment(word), ({ segment }) => segment);
      return first + '*'.repeat(Math.min(MOST_STARS, Math.max(1, rest.length)));
    })
    .join(' ');
