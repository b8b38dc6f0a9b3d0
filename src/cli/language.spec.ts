import { describe, expect, it } from '@jest/globals';
import { languageOfArguments, languageOfEnvironment } from './language.js';

describe('the language of the talk', () => {
  it.each([
    [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [{ LANG: 'zh_TW.UTF-8' }, 'zh-CN'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{}, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'en_US.UTF-8', LC_ALL: '', LC_MESSAGES: 'zh_CN' }, 'zh-CN'],
  ])('is what the environment asks for: %o', (environment, language) => {
    expect(languageOfEnvironment(environment)).toBe(language);
  });

  it('is what the command line asks for, wherever the option stands', () => {
    expect(languageOfArguments(['--lang', 'zh', 'solve'])).toBe('zh-CN');
    expect(languageOfArguments(['solve', 'x.json', '--lang=en-GB'])).toBe('en');
    expect(languageOfArguments(['solve', '--lang'])).toBeUndefined();
    expect(languageOfArguments(['solve', '--lang', 'de'])).toBeUndefined();
  });
});
