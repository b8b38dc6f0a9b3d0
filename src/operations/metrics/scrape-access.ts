import { createHash, timingSafeEqual } from 'node:crypto';
import { type HeliConfig } from '../../config/index.js';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether somebody who sends this `Authorization` may read the figures: the operator, or Prometheus with its token. */
export function mayScrape(
  authorization: string | undefined,
  { metricsToken, apiToken, auth }: Pick<HeliConfig, 'metricsToken' | 'apiToken' | 'auth'>,
): boolean {
  const tokens = [metricsToken, apiToken].filter((token) => token !== null);
  if (tokens.length === 0) return auth === 'open';
  const given = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  // Digests have one length, so the comparison takes the same time whatever was sent.
  return given !== undefined && tokens.some((token) => timingSafeEqual(digest(given), digest(token)));
}
