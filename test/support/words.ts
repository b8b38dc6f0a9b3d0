import { readFileSync } from 'node:fs';
import { type Language } from './browser.js';

interface Texts {
  readonly [key: string]: string | Texts;
}

/**
 * A sentence of a catalogue of the console, e.g. `volunteer.answer.accepted`: up to the first thing that is put into it
 * that is not in `values`.
 */
export function word(
  language: Language,
  path: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const [namespace = '', ...keys] = path.split('.');
  const file = new URL(`../../src/console/i18n/${language}/${namespace}.json`, import.meta.url);
  let found: Texts | string | undefined = JSON.parse(readFileSync(file, 'utf8')) as Texts;
  for (const key of keys) found = typeof found === 'object' ? found[key] : undefined;
  if (typeof found !== 'string') throw new Error(`no ${path} in ${language}`);
  const said = Object.entries(values).reduce(
    (text, [name, value]) => text.replaceAll(`{{${name}}}`, String(value)),
    found,
  );
  return said.split('{{')[0] ?? '';
}
