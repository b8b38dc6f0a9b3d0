import { describe, expect, it } from '@jest/globals';
import { readAvailability, writeAvailability } from './availability.js';
import {
  type Names,
  readBudget,
  readEquipment,
  readGroups,
  readRoles,
  writeBudget,
  writeGroups,
  writeRoles,
} from './demands.js';
import { readDate, readInstant, writeInstant } from './instants.js';
import { readList, writeList } from './lists.js';
import { readYuan, writeYuan } from './numbers.js';
import { said } from './read.js';
import { AGE_CLASSES, KINDS, readWord, YES_NO } from './words.js';

const ZONE = 'Asia/Shanghai';
const read = (text: string) => readAvailability(text, ZONE);
const weekly = (more: object) => ({ type: 'weekly', status: 'available', ...more });

describe('times as people write them', () => {
  it.each([
    ['周六 09:00-12:00; 工作日 18:00-21:00', 'Sat 09:00-12:00; workdays 18:00-21:00'],
    ['周六、周日 9:00至12:00；周一至周五 18点-21点', 'Sat, Sunday 9:00-12:00; Mon-Fri 18:00-21:00'],
    ['周末 全天', 'weekends all day'],
    ['每天 8:30~9:30（优先）', 'daily 08:30-09:30 (preferred)'],
    ['休息日 14:00-24:00 尽量避免', 'rest days 14:00-24:00 avoid'],
    ['星期三五 ０９：００－１０：３０', 'Wed and Fri 09:00-10:30'],
    [
      '周五至周一 10:00-11:00 自2013-03-01起 至2013年6月30日止',
      'Fri to Mon 10:00-11:00 from 2013-03-01 until 2013-06-30',
    ],
    ['2013-05-01 9:00-17:00（不可用）', '2013-05-01 09:00-17:00 (unavailable)'],
    ['2013-05-01 全天', '2013-05-01 all day'],
    ['2013-05-01 至 2013-05-03 不可用', '2013-05-01 - 2013-05-03 unavailable'],
    ['2013-05-01 22:00 - 2013-05-02 02:00', '2013-05-01 22:00 to 2013-05-02 02:00'],
  ])('reads %s as %s', (chinese, english) => {
    const windows = read(chinese);
    expect(windows.ok).toBe(true);
    expect(read(english)).toEqual(windows);
  });

  it('means what it says', () => {
    expect(read('周六、周日 9:00-12:00; 工作日 18点-21点半（优先） 自2013-03-01起')).toEqual(
      said([
        weekly({ weekdays: [6, 7], from: '09:00', to: '12:00' }),
        weekly({
          days: 'workdays',
          from: '18:00',
          to: '21:30',
          status: 'preferred',
          validFrom: '2013-03-01',
        }),
      ]),
    );
    expect(read('2013-05-01 至 2013-05-03')).toEqual(
      said([
        {
          type: 'dated',
          start: '2013-05-01T00:00:00+08:00',
          end: '2013-05-04T00:00:00+08:00',
          status: 'available',
        },
      ]),
    );
  });

  it.each([
    ['周六', 'window_hours'],
    ['周六 上午', 'window_hours'],
    ['周八 09:00-10:00', 'window_days'],
    ['周六 开会 09:00-10:00', 'window_days'],
    ['随时', 'window_form'],
    ['2013-02-30 09:00-10:00', 'window_form'],
    ['周六 25:00-26:00', 'window_hours'],
  ])('does not guess what %s means', (text, code) => {
    expect(read(text)).toMatchObject({ ok: false, code });
  });

  it('writes in both languages what it reads as the same', () => {
    const windows = read(
      '周一、周三 09:00-12:00; 工作日 18:00-24:00（尽量避免） 自2013-03-01起 至2013-06-30止; 休息日 00:00-24:00（优先） 至2013-06-30止; 2013-05-01 22:00 - 2013-05-03 02:00（不可用）',
    );
    if (!windows.ok) throw new Error(JSON.stringify(windows));
    for (const language of ['zh-CN', 'en'] as const) {
      expect(read(writeAvailability(windows.value, ZONE, language))).toEqual(windows);
    }
  });
});

const NAMES: Names = {
  read: (_thing, text) => said(text === '急救' ? 'first-aid' : text),
  write: (_thing, id) => (id === 'first-aid' ? '急救' : id),
};

describe('demands as people write them', () => {
  it('reads roles with least, wished and most people', () => {
    expect(
      readRoles('引导员 4; r9="领队 A;B" 1/2/3 技能:急救+driving 年龄:成年 负责人 权重:2', NAMES),
    ).toEqual(
      said([
        {
          id: 'r1',
          name: '引导员',
          skillIds: [],
          min: 0,
          target: 4,
          minAgeClass: 'child',
          leader: false,
          weight: 1,
        },
        {
          id: 'r9',
          name: '领队 A;B',
          skillIds: ['first-aid', 'driving'],
          min: 1,
          target: 2,
          max: 3,
          minAgeClass: 'adult',
          leader: true,
          weight: 2,
        },
      ]),
    );
    expect(readRoles('引导员', NAMES)).toMatchObject({ ok: false, code: 'role_form' });
  });

  it('writes what it reads as the same', () => {
    const roles = readRoles('"负责人" 1/2/3 leader; "3" 1/1 skills:"a b"+c; "x:y"= 5', NAMES);
    const groups = readGroups('g1= 2 标签:合唱+"a+b" 组织:g001; 1', NAMES);
    const budget = readBudget('b1=物资 100/300.5; "茶 水" 20');
    if (!roles.ok || !groups.ok || !budget.ok) throw new Error(JSON.stringify([roles, groups, budget]));
    for (const language of ['zh-CN', 'en'] as const) {
      expect(readRoles(writeRoles(roles.value, NAMES, language), NAMES)).toEqual(roles);
      expect(readGroups(writeGroups(groups.value, NAMES, language), NAMES)).toEqual(groups);
    }
    expect(readBudget(writeBudget(budget.value))).toEqual(budget);
    expect(budget.value).toEqual([
      { id: 'b1', purpose: '物资', minFen: 10_000, targetFen: 30_050 },
      { id: 'b2', purpose: '茶 水', minFen: 2_000 },
    ]);
    expect(readEquipment('投影仪 2; 桌子 10')).toEqual(
      said([
        { type: '投影仪', quantity: 2 },
        { type: '桌子', quantity: 10 },
      ]),
    );
  });
});

describe('single values', () => {
  it('counts yuan exactly and never negative', () => {
    expect([readYuan('8,400'), readYuan('￥123.4 元'), readYuan('0.1')]).toEqual([
      said(840_000),
      said(12_340),
      said(10),
    ]);
    for (const text of ['-5', '1.234', '1e3', 'abc', '']) expect(readYuan(text).ok).toBe(false);
    expect([writeYuan(840_000), writeYuan(12_345), writeYuan(10)]).toEqual(['8400', '123.45', '0.10']);
  });

  it('reads instants on the community’s clock', () => {
    expect(readInstant('2013年3月9日 14:00', ZONE)).toEqual(said('2013-03-09T14:00:00+08:00'));
    expect(readInstant('2013-03-09T06:00:00Z', ZONE)).toEqual(said('2013-03-09T14:00:00+08:00'));
    expect(readInstant('2013-03-09 14:00:30', ZONE).ok).toBe(false);
    expect(writeInstant('2013-03-09T06:00:00Z', ZONE)).toBe('2013-03-09 14:00');
    expect(readDate('2013/2/29').ok).toBe(false);
  });

  it('writes with its offset a clock time that comes twice', () => {
    const second = '2013-10-27T01:30:00Z';
    const written = writeInstant(second, 'Europe/Berlin');
    expect(readInstant(written, 'Europe/Berlin')).toEqual(said('2013-10-27T02:30:00+01:00'));
    expect(Date.parse('2013-10-27T02:30:00+01:00')).toBe(Date.parse(second));
  });

  it('knows words of both languages, and says which it knows', () => {
    expect([
      readWord(YES_NO, '是'),
      readWord(YES_NO, 'No'),
      readWord(KINDS, '培训'),
      readWord(AGE_CLASSES, '60+'),
    ]).toEqual([said(true), said(false), said('training'), said('senior')]);
    expect(readWord(KINDS, '唱歌')).toMatchObject({
      ok: false,
      params: { en: expect.stringContaining('festival') },
    });
  });

  it('keeps lists whose members hold separators', () => {
    const items = ['合唱', 'a;b', 'c"d', '1', 'e f'];
    expect(readList(writeList(items))).toEqual(said(items));
    expect(readList('合唱、舞蹈，书法; 太极')).toEqual(said(['合唱', '舞蹈', '书法', '太极']));
    expect(readList('"open').ok).toBe(false);
  });
});
