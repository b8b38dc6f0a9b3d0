import { plain, type Read, said, unclear } from './read.js';

export function readWhole(text: string): Read<number> {
  const digits = plain(text)
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .replace(/\.0+$/, '');
  return /^\d{1,15}$/.test(digits) ? said(Number(digits)) : unclear('not_whole');
}

export function readDecimal(text: string): Read<number> {
  const digits = plain(text);
  return /^-?\d{1,4}(?:\.\d{1,15})?$/.test(digits) ? said(Number(digits)) : unclear('not_decimal');
}

const YUAN = /^(?:[¥￥]|rmb|cny)?\s*(\d{1,12})(?:\.(\d{1,2}))?0*\s*(?:元|yuan)?$/i;

/** Yuan with at most two decimals, exact: `8,400`, `￥123.4 元`. */
export function readYuan(text: string): Read<number> {
  const match = YUAN.exec(plain(text).replace(/(?<=\d),(?=\d{3})/g, ''));
  if (!match) return unclear('not_yuan');
  const [, yuan = '0', cents = ''] = match;
  return said(Number(yuan) * 100 + Number(cents.padEnd(2, '0')));
}

export function writeYuan(fen: number): string {
  const cents = fen % 100;
  const yuan = String((fen - cents) / 100);
  return cents === 0 ? yuan : `${yuan}.${String(cents).padStart(2, '0')}`;
}
