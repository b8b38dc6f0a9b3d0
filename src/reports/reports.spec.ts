import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  PLAN_FORMAT,
  planDocument,
  problem as problemContract,
  type PlanDocument,
  type Problem,
} from '@heli/contracts';
import { parse } from 'csv-parse/sync';
import nodeIcal from 'node-ical';
import { eventUid, reportsOn, type ReportFile } from './index.js';

/** The worked example of docs/formats.md, with the fair one helper short. */
function example(): { problem: Problem; plan: PlanDocument } {
  const text = readFileSync('docs/formats.md', 'utf8');
  const written = /<!-- worked example: problem -->\s+```json\n([\s\S]*?)```/.exec(text)?.[1];
  if (written === undefined) throw new Error('docs/formats.md has no worked example');
  const digest = '0'.repeat(64);
  return {
    problem: problemContract.parse(JSON.parse(written)),
    plan: planDocument.parse({
      format: PLAN_FORMAT,
      problemSha256: digest,
      scheduled: [
        {
          activityId: 'fair',
          start: '2013-03-09T14:00:00+08:00',
          end: '2013-03-09T16:00:00+08:00',
          venueId: 'hall',
        },
        {
          activityId: 'training',
          start: '2013-03-09T01:00:00Z',
          end: '2013-03-09T03:00:00Z',
          venueId: 'hall',
        },
      ],
      dropped: ['council'],
      assignments: [
        { activityId: 'training', roleId: 'trainer', volunteerId: 'v1' },
        { activityId: 'fair', roleId: 'medic', volunteerId: 'v1' },
        { activityId: 'fair', roleId: 'helper', volunteerId: 'v2' },
        { activityId: 'fair', roleId: 'helper', volunteerId: 'v3' },
      ],
      groupEngagements: [{ activityId: 'fair', demandId: 'music', groupId: 'choir' }],
      equipmentLoans: [{ activityId: 'training', equipmentId: 'kits', quantity: 2 }],
      fundAllocations: [
        { activityId: 'fair', budgetLineId: 'supplies', donationId: 'gift', amountFen: 20000 },
        { activityId: 'fair', budgetLineId: 'venue', donationId: 'gift', amountFen: 5000 },
        { activityId: 'training', budgetLineId: 'venue', donationId: 'fund', amountFen: 5000 },
      ],
      certificate: {
        tiers: [
          { tier: 'held', sense: 'max', value: 12, bound: 12, gap: 0, quality: 'optimal' },
          { tier: 'fairness', sense: 'min', value: 0.4, bound: 0.399, gap: 0.001, quality: 'feasible' },
          { tier: 'quality', sense: 'max', value: 1000, bound: 1000.00001, gap: 1e-8, quality: 'feasible' },
        ],
        gap: 0.001,
        requestedGap: 0.001,
        termination: 'converged',
        quality: 'feasible',
        blocks: [],
        rulesBroughtBack: [],
        solver: { name: 'highs', version: '1' },
        modelVersion: '1',
        seed: 1,
        wallMs: 1234,
        cpuMs: 1000,
        size: { columns: 10, rows: 20, entries: 30 },
        seal: { plan: digest, activities: {} },
        verified: true,
      },
    }),
  };
}

const OPEN = [
  {
    activityId: 'council',
    roleId: null,
    missing: 1,
    funnel: [
      { rule: 'venue-open', remaining: 1 },
      { rule: 'pins', remaining: 0 },
    ],
    bottleneck: 'pins',
  },
  {
    activityId: 'fair',
    roleId: 'helper',
    missing: 1,
    funnel: [
      { rule: 'volunteer-available', remaining: 3 },
      { rule: 'volunteer-one-place', remaining: 2 },
    ],
    bottleneck: 'volunteer-one-place',
  },
];

const STAMP = new Date('2013-03-01T00:00:00Z');

describe('the account of a season', () => {
  const { problem, plan } = example();
  const { account } = reportsOn(problem, plan, OPEN, 'en');

  it('counts activities by kind and places against their targets', () => {
    expect(account.activities).toMatchObject({ asked: 3, held: 2 });
    expect(account.activities.byKind.map(({ kind, asked, held }) => [kind, asked, held])).toEqual([
      ['self_governance', 1, 0],
      ['volunteer_service', 1, 1],
      ['training', 1, 1],
    ]);
    expect(account.places).toEqual({ asked: 6, filled: 4, openInHeld: 1, inDropped: 1, beyondTarget: 0 });
  });

  it('counts people beyond a target apart from those that fill it', () => {
    const crowded = {
      ...plan,
      assignments: [...plan.assignments, { activityId: 'training', roleId: 'trainer', volunteerId: 'v2' }],
    };
    expect(reportsOn(problem, crowded, [], 'en').account.places).toMatchObject({
      filled: 4,
      beyondTarget: 1,
    });
  });

  it('tells the most loaded person as a share of the time offered', () => {
    // 王芳 offers 10 hours on Saturday and serves 4.
    expect(account.people.busiest).toEqual({
      volunteerId: 'v1',
      name: '王芳',
      minutes: 240,
      offeredMinutes: 600,
      share: 0.4,
    });
    expect(account.people).toMatchObject({ offering: 3, serving: 3, minutes: 480 });
    expect(account.people.bands.map((band) => band.people).reduce((a, b) => a + b)).toBe(3);
  });

  it('adds up money by earmark', () => {
    expect(account.money).toEqual({
      givenFen: 50000,
      usedFen: 30000,
      byEarmark: [
        {
          kinds: ['volunteer_service'],
          communities: [],
          hostGroups: [],
          purposes: [],
          gifts: 1,
          givenFen: 30000,
          usedFen: 25000,
        },
        {
          kinds: [],
          communities: [],
          hostGroups: [],
          purposes: ['venue'],
          gifts: 1,
          givenFen: 20000,
          usedFen: 5000,
        },
      ],
    });
  });
});

describe('the summary for a council', () => {
  const { problem, plan } = example();

  it('says in Chinese what is held, filled, used, proven and open', () => {
    const { summary } = reportsOn(problem, plan, OPEN, 'zh-CN');
    for (const words of [
      '安华社区三月周末：方案总览',
      '共需 6 个岗位，已落实 4 个（66.7%）。',
      '负担最重的是王芳（v1）：占其所报时间的 40%（4 / 10 小时）。',
      '¥250.00',
      '1. 按优先级举办尽可能多的活动：已证明：没有更好的方案',
      '已证明方案与理论最优至多相差 0.1%（要求 0.1% 以内）',
      '居民议事会（安华社区）不举办：卡在“不与已定的安排冲突”',
      '健康义诊（安华社区），2013-03-09 14:00 周六：引导员需 3 人，已安排 2 人，还缺 1 人',
      '当时有空（含路程） 3 → 当时没有别的任务 2 → 其中已安排在本岗位 2',
    ])
      expect(summary).toContain(words);
  });

  it('says the same in English, and never rounds a gap down', () => {
    const { summary } = reportsOn(problem, plan, OPEN, 'en');
    expect(summary).toContain('4 of 6 places are filled (66.7 %).');
    expect(summary).toContain('proven: no plan can be better by more than 0.0001%');
    expect(summary).toContain('40%; proven: no plan gets below 39.9%');
    expect(summary).toContain('引导员 has 2 of 3 and lacks 1');
  });

  it('says plainly that a plan is the best there can be', () => {
    const best = {
      ...plan,
      certificate: { ...plan.certificate, gap: 0, quality: 'optimal' as const },
    };
    expect(reportsOn(problem, best, [], 'en').summary).toContain('proven to be the best possible.');
  });

  it('warns of a plan that did not pass the check, and of a gap that was missed', () => {
    const doubtful = {
      ...plan,
      certificate: { ...plan.certificate, verified: false, gap: 0.02, termination: 'time-limit' as const },
    };
    const { summary } = reportsOn(problem, doubtful, OPEN, 'en');
    expect(summary).toContain('Do not use it.');
    expect(summary).toContain('2% from the best possible; 0.1% was asked for and is not reached');
    expect(summary).toContain('stopped by its time limit');
  });
});

describe('the files', () => {
  const { problem, plan } = example();
  let files: ReadonlyMap<string, string>;
  const named = (list: readonly ReportFile[]) => new Map(list.map(({ name, content }) => [name, content]));
  const rows = (name: string): string[][] => parse(files.get(name) ?? '', { bom: true });
  beforeAll(() => {
    files = named(reportsOn(problem, plan, OPEN, 'zh-CN').files(STAMP));
  });

  it('start with a byte order mark where a spreadsheet needs it', () => {
    for (const [name, content] of files)
      expect([name, content.startsWith('\uFEFF')]).toEqual([name, name.endsWith('.csv')]);
  });

  it('list the schedule in order of time, on the local clock, dropped activities last', () => {
    expect(rows('schedule.csv').map((row) => [row[1], row[4], row[5], row[7], row[9], row[10]])).toEqual([
      ['活动名称', '状态', '开始', '场地', '岗位数', '已到位'],
      ['急救培训', '举办', '2013-03-09 09:00', '社区活动中心', '1', '1'],
      ['健康义诊', '举办', '2013-03-09 14:00', '社区活动中心', '4', '3'],
      ['居民议事会', '不举办', '', '', '1', '0'],
    ]);
  });

  it('list assignments, bookings, payments and what is left of each gift', () => {
    expect(rows('assignments.csv')).toHaveLength(5);
    expect(rows('bookings.csv').map((row) => [row[1], row[6], row[10]])).toEqual([
      ['场地', '提前准备（分钟）', '费用（元）'],
      ['社区活动中心', '30', '50.00'],
      ['社区活动中心', '30', '50.00'],
    ]);
    expect(rows('money.csv').map((row) => [row[1], row[2], row[5], row[6]])).toEqual([
      ['捐赠', '项目', '用途', '金额（元）'],
      ['街道药店捐赠', '支出', '物料', '200.00'],
      ['街道药店捐赠', '支出', '场地费', '50.00'],
      ['社区公益金', '支出', '场地费', '50.00'],
      ['街道药店捐赠', '结余', '', '50.00'],
      ['社区公益金', '结余', '', '150.00'],
    ]);
    expect(rows('open.csv')).toHaveLength(3);
  });

  it.each(['=1+1', '+86 10', '-3', '@SUM(A1)', '\t=1', '＝1'])(
    'never hand a spreadsheet a formula: %j',
    (name) => {
      const armed = {
        ...problem,
        volunteers: problem.volunteers.map((volunteer) => ({ ...volunteer, name })),
      };
      const content = named(reportsOn(armed, plan, OPEN, 'en').files(STAMP)).get('assignments.csv') ?? '';
      const cells: string[][] = parse(content, { bom: true });
      expect(cells.slice(1).map((row) => row[1])).toEqual(plan.assignments.map(() => `'${name}`));
    },
  );

  it('hold a calendar that another library reads back to the minute', () => {
    const events = Object.values(nodeIcal.sync.parseICS(files.get('season.ics') ?? '')).filter(
      (entry) => entry.type === 'VEVENT',
    );
    expect(
      events.map((event) => [
        event.uid,
        event.summary,
        event.start.toISOString(),
        event.end.toISOString(),
        event.location,
      ]),
    ).toEqual(
      plan.scheduled.map((entry) => {
        const activity = problem.activities.find(({ id }) => id === entry.activityId);
        if (activity === undefined) throw new Error(entry.activityId);
        return [
          eventUid(problem, activity),
          activity.title,
          new Date(entry.start).toISOString(),
          new Date(entry.end).toISOString(),
          '社区活动中心 (安华社区)',
        ];
      }),
    );
    const text = files.get('season.ics') ?? '';
    expect(text).toContain('BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai');
    expect(text).toContain('DTSTART;TZID=Asia/Shanghai:20130309T140000');
    expect(text).not.toContain('王芳');
    // RFC 5545, 3.1: lines are at most 75 octets.
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  });

  it('keep the address of an event when the plan moves it', () => {
    const moved = {
      ...plan,
      scheduled: plan.scheduled.map((entry) => ({
        ...entry,
        start: '2013-03-10T14:00:00+08:00',
        end: '2013-03-10T16:00:00+08:00',
      })),
    };
    const uids = (content: string | undefined) => (content ?? '').match(/^UID:.*$/gm);
    expect(uids(named(reportsOn(problem, moved, [], 'en').files(STAMP)).get('season.ics'))).toEqual(
      uids(files.get('season.ics')),
    );
  });
});
