import { AccessTokens, ActionLinks } from '../../../src/auth/index.js';
import { testConfig } from '../../support/app.js';

describe('a link that stands for one thing to do', () => {
  const now = Date.parse('2093-03-01T08:00:00Z');
  const links = new ActionLinks(
    new AccessTokens({ ...testConfig(), authSecret: 'a secret of a test, long enough for it' }),
  );
  const token = links.sign('answer-duty', '任务 7', new Date(now + 60_000));

  it('names what it is done to, whatever signs its id holds', () => {
    expect(links.read('answer-duty', token, now)).toBe('任务 7');
  });

  it('is refused when it is over, altered, forged, of another purpose or of another secret', () => {
    const other = new ActionLinks(
      new AccessTokens({ ...testConfig(), authSecret: 'another secret, that is just as long as it' }),
    );
    const [name = '', expiry = '', seal = ''] = token.split('.');
    const later = (Number.parseInt(expiry, 36) + 3600).toString(36);
    const told = (run: () => string): string => {
      try {
        return run();
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(told(() => links.read('answer-duty', token, now + 60_000))).toBe('LINK_EXPIRED');
    expect(told(() => links.read('answer-booking', token, now))).toBe('LINK_INVALID');
    expect(told(() => other.read('answer-duty', token, now))).toBe('LINK_INVALID');
    for (const forged of [
      '',
      '.',
      name,
      `${name}.${later}.${seal}`,
      `${token}.`,
      `x${token}`,
      `${name}..${seal}`,
    ])
      expect([forged, told(() => links.read('answer-duty', forged, now))]).toEqual([forged, 'LINK_INVALID']);
  });
});
