import { STATUS_OF_CODE } from '../errors/index.js';
import { hasTranslation, LANGUAGES, negotiateLanguage } from './index.js';

describe('languages', () => {
  it('have a sentence for every code of the API', () => {
    for (const language of LANGUAGES) {
      const missing = Object.keys(STATUS_OF_CODE).filter(
        (code) => !hasTranslation(language, `errors.${code}`),
      );
      expect([language, missing]).toEqual([language, []]);
    }
  });

  it.each([
    [undefined, 'zh-CN'],
    ['en', 'en'],
    ['en-GB,en;q=0.8', 'en'],
    ['zh-TW', 'zh-CN'],
    ['fr, en;q=0.3, zh;q=0.2', 'en'],
    ['en;q=0, zh', 'zh-CN'],
    ['*', 'zh-CN'],
    [';;;q=,', 'zh-CN'],
  ])('of "%s" is %s', (header, language) => {
    expect(negotiateLanguage(header)).toBe(language);
  });
});
