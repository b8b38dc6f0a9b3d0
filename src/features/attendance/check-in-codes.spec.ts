import { AccessTokens } from '../../auth/index.js';
import { loadConfig } from '../../config/index.js';
import { CheckInCodes, isWord, STEP_SECONDS } from './check-in-codes.js';

const START = Date.parse('2013-03-09T09:00:00Z');
const at = (steps: number): Date => new Date(START + steps * STEP_SECONDS * 1000);

describe('codes of check-in', () => {
  const secret = (text: string) =>
    new CheckInCodes(new AccessTokens(loadConfig({ HELI_AUTH_SECRET: text.repeat(32) })));
  const codes = secret('ab');
  const code = codes.at('river', codes.stepAt(at(0)));

  it('are taken a step around the one of the moment, and known for an hour as over', () => {
    const verdicts = [-2, -1, 0, 1, 2, 120, 122].map((steps) => codes.judge('river', code, at(steps)));
    expect(verdicts).toEqual(['wrong', 'right', 'right', 'right', 'over', 'over', 'wrong']);
  });

  it('are those of one activity and one service', () => {
    expect(codes.judge('choir', code, at(0))).toBe('wrong');
    expect(codes.judge('choir', codes.text('river', code), at(0))).toBe('elsewhere');
    expect(secret('cd').judge('river', code, at(0))).toBe('wrong');
  });

  it('do not mind how they are typed', () => {
    const typed = [
      code.toLowerCase(),
      code.replace('-', ''),
      ` ${code.replaceAll('0', 'o').replaceAll('1', 'l')} `,
    ];
    for (const text of [...typed, codes.text('river', code)])
      expect([text, codes.judge('river', text, at(0))]).toEqual([text, 'right']);
    expect(codes.judge('river', '', at(0))).toBe('wrong');
    expect(isWord('灯笼 Lantern', '灯笼ＬＡＮＴＥＲＮ')).toBe(true);
    expect(isWord('灯笼', '灯')).toBe(false);
  });
});
