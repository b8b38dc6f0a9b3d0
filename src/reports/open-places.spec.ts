import { describe, expect, it } from '@jest/globals';
import { explainOpen, RULES } from '@heli/allocator';
import { type OpenPlace, type Problem } from '@heli/contracts';
import { generateDataset, problemOf } from '@heli/generator';
import { type OpenAccount } from './account.js';
import { describeOpen, missingCell } from './open-places.js';
import { reportTexts } from './texts/texts.js';

const ZONE = 'Asia/Shanghai';

const washDay: OpenAccount = {
  activityId: 'wash',
  title: '便民服务日',
  kind: 'volunteer_service',
  community: '安华社区',
  start: '2013-03-10T10:00:00+08:00',
  roleId: 'repairer',
  role: '维修员',
  asked: 8,
  filled: 4,
  missing: 4,
  funnel: [
    { rule: 'volunteer-serves-community', remaining: 370 },
    { rule: 'volunteer-qualified', remaining: 56 },
    { rule: 'minimum-age', remaining: 56 },
    { rule: 'guardian-consent', remaining: 56 },
    { rule: 'volunteer-available', remaining: 4 },
    { rule: 'volunteer-one-place', remaining: 4 },
  ],
  bottleneck: 'volunteer-available',
};

describe('an open place in words', () => {
  it('tells only the conditions at which the number falls, and that those who are left serve already', () => {
    expect(describeOpen(washDay, ZONE, 'zh-CN')).toEqual({
      headline: '便民服务日（安华社区），2013-03-10 10:00 周日：维修员需 8 人，已安排 4 人，还缺 4 人',
      funnel: '愿意到本社区服务 370 → 具备所需技能 56 → 当时有空（含路程） 4 → 其中已安排在本岗位 4',
    });
    expect(describeOpen({ ...washDay, filled: 0, missing: 8 }, ZONE, 'en').funnel).toBe(
      '370 serve this community → 56 have the skills → 4 have time then, travel included',
    );
  });

  it('says how much money is lacking, in yuan', () => {
    const fair: OpenAccount = {
      ...washDay,
      start: null,
      roleId: null,
      role: null,
      asked: null,
      filled: null,
      missing: 6450,
      funnel: [
        { rule: 'gifts-by-earmark-fen', remaining: 272_400 },
        { rule: 'gifts-that-fit-fen', remaining: 239_700 },
        { rule: 'gifts-left-fen', remaining: 0 },
      ],
      bottleneck: 'budget-covered',
    };
    expect(describeOpen(fair, ZONE, 'zh-CN')).toEqual({
      headline: '便民服务日（安华社区）不举办：经费还缺 ¥64.50，卡在“有用途相符的经费”',
      funnel: '用途相符的善款 ¥2,724.00 → 其中活动当天可用 ¥2,397.00 → 其中尚未使用 ¥0.00',
    });
    expect(missingCell(fair)).toBe('¥64.50');
  });

  it('says which role keeps an activity from taking place', () => {
    const { headline } = describeOpen({ ...washDay, start: null, asked: null, filled: null }, ZONE, 'en');
    expect(headline).toBe(
      '便民服务日 (安华社区) does not take place: 维修员 lacks 4; stuck at “have time then, travel included”',
    );
  });
});

describe('the words of conditions and purposes', () => {
  /** Seasons of several shapes of which nothing takes place, so that every condition gets its turn. */
  const problems: readonly Problem[] = [0, 0.5, 1].map((impossibleShare, index) =>
    problemOf(
      generateDataset({
        seed: index,
        communities: 3,
        volunteers: 60,
        activities: 60,
        weeks: 8,
        demandFactor: 4,
        impossibleShare,
      }),
    ),
  );
  const dropAll = (problem: Problem): readonly OpenPlace[] =>
    explainOpen(problem, {
      scheduled: [],
      dropped: problem.activities.map(({ id }) => id),
      assignments: [],
      groupEngagements: [],
      equipmentLoans: [],
      fundAllocations: [],
    });
  /** Short of equipment and money alone, for conditions that people and halls would hide. */
  const bare = (problem: Problem, budget: Problem['activities'][number]['budget']): Problem => ({
    ...problem,
    donations: [],
    equipment: [],
    activities: problem.activities.map((activity, index) => ({
      ...activity,
      roles: [],
      groups: [],
      venue: undefined,
      equipment: index % 2 === 0 ? [{ type: 'tent', quantity: 1 }] : [],
      budget,
    })),
  });

  /** Gifts enough for each alone, and a limit that a decided activity has used up. */
  const spent = (problem: Problem): readonly OpenPlace[] => {
    const [first, second] = bare(problem, [
      { id: 'tea', purpose: 'tea', minFen: 1, targetFen: 1 },
    ]).activities;
    if (!first || !second) return [];
    const limited: Problem = {
      ...problem,
      donations: [
        {
          id: 'gift',
          amountFen: 9,
          earmark: { kinds: [], communityIds: [], hostGroupIds: [], purposes: [] },
        },
      ],
      policy: {
        ...problem.policy,
        spendingLimits: [{ id: 'all', limitFen: 1, communityIds: [], kinds: [] }],
      },
      activities: [first, second].map((activity) => ({
        ...activity,
        equipment: [],
        predecessorIds: [],
      })),
    };
    const start = first.candidateStarts[0] ?? '';
    return explainOpen(limited, {
      scheduled: [{ activityId: first.id, start, end: start, venueId: null }],
      dropped: [second.id],
      assignments: [],
      groupEngagements: [],
      equipmentLoans: [],
      fundAllocations: [],
    });
  };

  it.each(['zh-CN', 'en'] as const)('are there for every condition, in %s', (language) => {
    const texts = reportTexts(language);
    const told = problems
      .flatMap((problem) => [
        problem,
        bare(problem, [{ id: 'tea', purpose: 'tea', minFen: 1, targetFen: 1 }]),
      ])
      .flatMap(dropAll)
      .concat(problems.flatMap(spent))
      .flatMap(({ bottleneck, funnel }) => [bottleneck, ...funnel.map(({ rule }) => rule)]);
    // Ids that nobody knows are refused before anything is planned.
    const rules = RULES.map(({ name }) => name).filter((name) => name !== 'known-references');
    const codes = [...new Set([...told, ...rules])];
    expect(codes).toEqual(
      expect.arrayContaining(['gifts-by-earmark-fen', 'spending-left-fen', 'equipment-owned', 'venues']),
    );
    expect(codes.filter((code) => texts.step(code) === code)).toEqual([]);
  });

  it('are there in Chinese for every purpose of the pilot’s generator', () => {
    const purposes = problems.flatMap(({ donations, activities }) => [
      ...donations.flatMap(({ earmark }) => earmark.purposes),
      ...activities.flatMap(({ budget }) => budget.map(({ purpose }) => purpose)),
    ]);
    const { purpose } = reportTexts('zh-CN');
    expect(new Set(purposes).size).toBeGreaterThan(3);
    expect([...new Set(purposes)].filter((each) => purpose(each) === each)).toEqual([]);
  });
});
