import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AccessTokens } from '../../auth/index.js';

/** Seconds that a code stands on the screen. */
export const STEP_SECONDS = 30;
/** Steps around the present one whose code is taken: somebody scans, and presses the button a little later. */
const TOLERANCE = 1;
/** Older ones of this hour are known as such, so that the answer can say what is wrong. */
const REMEMBERED = 120;
/** Crockford's base 32: no letters that are taken for others. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 8;
const SCHEME = 'heli:check-in?';

export type Verdict = 'right' | 'over' | 'elsewhere' | 'wrong';

/**
 * Codes of an activity that change with time, as in RFC 6238: eight letters of an HMAC-SHA256 over activity and time step,
 * 40 bits, so that nobody guesses one from home.
 */
@Injectable()
export class CheckInCodes {
  constructor(private readonly tokens: AccessTokens) {}

  stepAt(now: Date): number {
    return Math.floor(now.getTime() / 1000 / STEP_SECONDS);
  }

  /** `K7Q2-M9XD` */
  at(activityId: string, step: number): string {
    const bytes = Buffer.from(this.tokens.seal('check-in', `${activityId}\n${step}`), 'base64url');
    const letters = Array.from(bytes.subarray(0, LETTERS), (byte) => ALPHABET.charAt(byte % 32)).join('');
    return `${letters.slice(0, 4)}-${letters.slice(4)}`;
  }

  /** What the QR code says. */
  text(activityId: string, code: string): string {
    return `${SCHEME}${new URLSearchParams({ activity: activityId, code }).toString()}`;
  }

  /** @param given the code as somebody types it, or the text of the QR code */
  judge(activityId: string, given: string, now: Date): Verdict {
    const { activity, code } = said(given);
    if (activity !== null && activity !== activityId) return 'elsewhere';
    const typed = plain(code);
    const present = this.stepAt(now);
    const isOf = (step: number): boolean => same(plain(this.at(activityId, step)), typed);
    for (let step = present - TOLERANCE; step <= present + TOLERANCE; step += 1)
      if (isOf(step)) return 'right';
    for (let step = present - REMEMBERED; step < present - TOLERANCE; step += 1)
      if (isOf(step)) return 'over';
    return 'wrong';
  }
}

function said(given: string): { activity: string | null; code: string } {
  if (!given.toLowerCase().startsWith(SCHEME)) return { activity: null, code: given };
  const parameters = new URLSearchParams(given.slice(SCHEME.length));
  return { activity: parameters.get('activity'), code: parameters.get('code') ?? '' };
}

/** Case, blanks, hyphens and full-width letters do not matter; O is 0, I and L are 1. */
const plain = (code: string): string =>
  code.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');

function same(right: string, given: string): boolean {
  const [a, b] = [Buffer.from(right), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Code words: case, blanks and full-width letters do not matter. */
export const isWord = (word: string, given: string): boolean => {
  const simple = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  return same(simple(word), simple(given));
};
