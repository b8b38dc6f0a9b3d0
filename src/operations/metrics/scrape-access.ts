import { sameSecret } from '../../auth/index.js';
import { type HeliConfig } from '../../config/index.js';

/** Whether somebody who sends this `Authorization` may read the figures: the operator, or Prometheus with its token. */
export function mayScrape(
  authorization: string | undefined,
  { metricsToken, apiToken, auth }: Pick<HeliConfig, 'metricsToken' | 'apiToken' | 'auth'>,
): boolean {
  const tokens = [metricsToken, apiToken].filter((token) => token !== null);
  if (tokens.length === 0) return auth === 'open';
  const given = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  return given !== undefined && tokens.some((token) => sameSecret(given, token));
}
