import { type Random } from '@heli/generator';

/** Texts that have broken programs before: encodings, directions, prototypes, numbers in disguise, markup, paths, formats. */
const NASTY: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00x',
  '\u202e\u0645\u0631\u062d\u0628\u0627',
  '👨‍👩‍👧‍👦🏳️‍🌈',
  '\u{10ffff}\u{1d173}',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L',
  '\ufeff\u200b\u2028\u2029',
  '\u0007\u001b[31m',
  '\r\nx-injected: 1',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '-0',
  '1e309',
  '0x1F',
  '9007199254740993',
  '99999999999999999999999999',
  '-1',
  '1.5',
  "'; DROP TABLE volunteers; --",
  `1' OR '1'='1`,
  '%',
  '_',
  '\\',
  '{{7*7}}',
  '${7*7}',
  '$1',
  ':cursor0',
  '<script>alert(1)</script>',
  '=cmd|/c calc!A1',
  '../../../../etc/passwd',
  '..\\..\\boot.ini',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data/',
  'https://[::ffff:127.0.0.1]/',
  '2013-02-30',
  '2013-03-05T25:61:00Z',
  '0000-00-00T00:00:00Z',
  '-271821-04-20T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '9999-12-31T23:59:59.999999999Z',
  '2013-03-05T19:00:00+23:59',
  'FREQ=SECONDLY',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5',
  'FREQ=DAILY;INTERVAL=99999999999;COUNT=999999999',
  'Asia/Nowhere',
  '*',
  '"1"',
  'W/"1"',
];

export const nastyText = (random: Random): string =>
  random.weighted<() => string>([
    [() => random.pick(NASTY), 12],
    [
      () =>
        random
          .pick(['a', '你', '🎉', '\u0301', '<', '%', 'a '])
          .repeat(random.pick([121, 401, 5_000, 70_000])),
      2,
    ],
    [() => Array.from({ length: random.int(1, 12) }, () => anyCharacter(random)).join(''), 4],
  ])();

/** Any code unit at all: one in sixteen is half of a surrogate pair. */
const anyCharacter = (random: Random): string =>
  String.fromCharCode(random.int(0, random.pick([0x7f, 0x2fff, 0xffff])));

/** Text that a field of people's words would take. */
export const plainText = (random: Random, least: number, most: number): string => {
  const words = ['合唱', 'reading', '广场舞', 'tea', 'Ω', '义诊', 'é', '🎉', '-', "O'Hara"];
  let text = random.pick(words);
  while (text.length < least) text += random.pick(words);
  return Array.from(text)
    .slice(0, Math.max(least, Math.min(most, 24)))
    .join('');
};
