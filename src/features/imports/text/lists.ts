import { type Read, said, unclear } from './read.js';

/** Between the members of a list in one cell. */
const LIST_SIGNS = /[;；、,，\n]/;
/** Between entries that use commas themselves. */
const ENTRY_SIGNS = /[;；\n]/;

/** Parts of a text between separators; text in double quotes (JSON) stays together. */
function split(text: string, isSeparator: (sign: string) => boolean): Read<string[]> {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '"') {
      const end = quoteEnd(text, at);
      if (end < 0) return unclear('quote_open');
      part += text.slice(at, end + 1);
      at = end;
    } else if (isSeparator(sign)) {
      parts.push(part);
      part = '';
    } else part += sign;
  }
  parts.push(part);
  return said(parts.map((one) => one.trim()).filter((one) => one !== ''));
}

function quoteEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text.charAt(at) === '\\') at += 1;
    else if (text.charAt(at) === '"') return at;
  }
  return -1;
}

export const splitEntries = (text: string): Read<string[]> => split(text, (sign) => ENTRY_SIGNS.test(sign));
export const splitWords = (text: string): Read<string[]> => split(text, (sign) => /\s/.test(sign));

/** `a; b、c` */
export function readList(text: string): Read<string[]> {
  const parts = split(text, (sign) => LIST_SIGNS.test(sign));
  return parts.ok ? readQuoted(parts.value) : parts;
}

/** `a+b` within an entry. */
export function readPlusList(text: string): Read<string[]> {
  const parts = split(text, (sign) => sign === '+');
  return parts.ok ? readQuoted(parts.value) : parts;
}

function readQuoted(parts: readonly string[]): Read<string[]> {
  const values: string[] = [];
  for (const part of parts) {
    const value = unquoted(part);
    if (value === undefined) return unclear('quote_open');
    values.push(value);
  }
  return said(values);
}

/** The text of a word that may stand in quotes. */
export function unquoted(word: string): string | undefined {
  if (!word.startsWith('"')) return word;
  try {
    const value: unknown = JSON.parse(word);
    return typeof value === 'string' ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What would end a word, or turn it into a number or an option. */
const NEEDS_QUOTES = /[\s;；、,，"+=:：/\\]|^[\d.,]+$/;

/** A word as it can be written in a list or an entry. */
export const quoted = (word: string): string =>
  word === '' || NEEDS_QUOTES.test(word) ? JSON.stringify(word) : word;

export const writeList = (items: readonly string[]): string => items.map(quoted).join('; ');
