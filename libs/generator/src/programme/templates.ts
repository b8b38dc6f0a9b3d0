import { type ActivityKind, type AgeClass } from '@heli/contracts';
import { LEADER_SKILL } from '../skills.js';

type Range = readonly [low: number, high: number];

/** Kind of day on which a template likes to take place. */
export type DayChoice = 'workday' | 'saturday' | 'sunday';

export interface Slot {
  readonly on: DayChoice;
  /** Starts, minutes after midnight; the first is the usual one. */
  readonly at: readonly number[];
  readonly weight: number;
}

export interface RoleShape {
  readonly id: string;
  readonly name: string;
  readonly skillIds: readonly string[];
  readonly target: Range;
  /** Least number as a share of the target, rounded up. */
  readonly minShare: number;
  /** Most as a share of the target; left out: the target. */
  readonly maxShare?: number;
  readonly minAgeClass?: AgeClass;
  readonly leader?: boolean;
  readonly weight?: number;
  /** How often a template's activity has the role; left out: always. */
  readonly share?: number;
}

export interface BudgetShape {
  readonly purpose: 'materials' | 'refreshments' | 'printing' | 'prizes';
  /** Weight of the minimum against those of other lines. */
  readonly weight: number;
  readonly share: number;
}

export type Rhythm = 'weekly' | 'fortnightly' | 'monthly';

export interface Template {
  /** Names the template where others refer to it. */
  readonly key: string;
  readonly title: string;
  readonly kind: ActivityKind;
  readonly slots: readonly Slot[];
  /** Minutes. */
  readonly durations: readonly number[];
  /** Relative size of the attendance. */
  readonly attendance: Range;
  readonly priority: Range;
  readonly roles: readonly RoleShape[];
  /** Null: out in the neighbourhood, no venue of the pool. */
  readonly venue: { readonly features: readonly string[]; readonly seats?: number } | null;
  readonly equipment?: readonly (readonly [type: string, quantity: number])[];
  readonly groups?: readonly {
    readonly tags: readonly string[];
    readonly count: Range;
    readonly share: number;
  }[];
  readonly budget?: readonly BudgetShape[];
  /** Repeats as a series of this rhythm and length. */
  readonly series?: { readonly rhythm: Rhythm; readonly length: Range };
  /** Weeks of the season, as shares of it, in which single activities fall; left out: all. */
  readonly part?: Range;
  /** The day it belongs to, `MM-DD` or the name of a traditional festival. */
  readonly around?: string;
  /** True: on that very day; else on a suitable day nearby. */
  readonly exact?: boolean;
  /** Tag of the groups that like to host it. */
  readonly hostTag?: string;
  /** The training (its key) that has to come first. */
  readonly needs?: string;
}

const h = (hours: number, minutes = 0): number => hours * 60 + minutes;

const EVENING: Slot = { on: 'workday', at: [h(19), h(18, 30), h(19, 30)], weight: 1 };
const MORNING: Slot = { on: 'workday', at: [h(9, 30), h(9), h(10)], weight: 1 };
const AFTERNOON: Slot = { on: 'workday', at: [h(14, 30), h(14), h(15)], weight: 1 };
const SATURDAY: Slot = { on: 'saturday', at: [h(9, 30), h(9), h(10), h(14)], weight: 1 };
const SATURDAY_AFTERNOON: Slot = { on: 'saturday', at: [h(14), h(14, 30), h(15)], weight: 1 };
const SUNDAY: Slot = { on: 'sunday', at: [h(9, 30), h(10), h(14)], weight: 1 };
const often = (slot: Slot, weight: number): Slot => ({ ...slot, weight });

const role = (
  id: string,
  name: string,
  skillIds: readonly string[],
  target: Range,
  minShare: number,
): RoleShape => ({
  id,
  name,
  skillIds,
  target,
  minShare,
});
const helpers = (low: number, high: number, minShare = 0.5): RoleShape => ({
  ...role('helper', '志愿者', [], [low, high], minShare),
  maxShare: 1.25,
});
const leader: RoleShape = {
  ...role('leader', '负责人', [LEADER_SKILL], [1, 1], 1),
  minAgeClass: 'adult',
  leader: true,
  weight: 3,
};
const host: RoleShape = { ...role('host', '主持人', ['hosting'], [1, 1], 0), weight: 2 };
const recorder = role('recorder', '记录员', ['data-entry'], [1, 1], 0);
const photographer = role('photographer', '摄影', ['photography'], [1, 2], 0);
const firstAider = (target: Range, minShare: number): RoleShape => ({
  ...role('first-aider', '急救员', ['first-aid'], target, minShare),
  minAgeClass: 'adult',
  weight: 4,
});
const interpreter: RoleShape = {
  ...role('sign-interpreter', '手语翻译', ['sign-language'], [1, 1], 0),
  weight: 2,
};
const order = (low: number, high: number): RoleShape => ({
  ...role('order', '秩序员', ['order-keeping'], [low, high], 0.33),
  maxShare: 1.3,
  minAgeClass: 'adult',
});

const MEETING = { features: ['indoor'] };
const CLASSROOM = { features: ['indoor', 'projector-screen'] };
const STAGE = { features: ['stage'] };

/** Sessions in which residents decide on their own affairs: weekday evenings, some Saturdays. */
const SELF_GOVERNANCE: readonly Template[] = [
  {
    key: 'residents-council',
    title: '居民议事会',
    kind: 'self_governance',
    slots: [often(EVENING, 5), often(SATURDAY, 1)],
    durations: [90, 120],
    attendance: [25, 45],
    priority: [6, 8],
    roles: [host, recorder, helpers(2, 3)],
    venue: { features: ['indoor'], seats: 20 },
    budget: [{ purpose: 'refreshments', weight: 1, share: 0.4 }],
    series: { rhythm: 'monthly', length: [5, 6] },
  },
  {
    key: 'block-leaders',
    title: '楼门长例会',
    kind: 'self_governance',
    slots: [EVENING],
    durations: [60, 90],
    attendance: [15, 35],
    priority: [4, 6],
    roles: [recorder, helpers(2, 3)],
    venue: { features: ['indoor'], seats: 16 },
    series: { rhythm: 'monthly', length: [3, 5] },
  },
  {
    key: 'parking',
    title: '停车管理协商会',
    kind: 'self_governance',
    slots: [EVENING],
    durations: [90, 120],
    attendance: [35, 70],
    priority: [5, 8],
    roles: [host, recorder, helpers(2, 4)],
    venue: MEETING,
  },
  {
    key: 'lift',
    title: '加装电梯意见征询会',
    kind: 'self_governance',
    slots: [often(EVENING, 3), often(SUNDAY, 1)],
    durations: [120],
    attendance: [30, 55],
    priority: [5, 8],
    roles: [
      host,
      recorder,
      { ...role('lawyer', '法律顾问', ['legal-advice'], [1, 1], 0), weight: 3 },
      helpers(2, 4),
    ],
    venue: CLASSROOM,
    budget: [{ purpose: 'printing', weight: 1, share: 0.6 }],
  },
  {
    key: 'covenant',
    title: '小区公约修订会',
    kind: 'self_governance',
    slots: [EVENING],
    durations: [90],
    attendance: [25, 50],
    priority: [4, 7],
    roles: [host, recorder, helpers(2, 3)],
    venue: MEETING,
    budget: [{ purpose: 'printing', weight: 1, share: 0.5 }],
  },
  {
    key: 'newcomers',
    title: '新居民座谈会',
    kind: 'self_governance',
    slots: [often(EVENING, 2), often(SUNDAY, 1)],
    durations: [90],
    attendance: [25, 55],
    priority: [4, 7],
    roles: [host, recorder, helpers(2, 4)],
    venue: MEETING,
    budget: [{ purpose: 'refreshments', weight: 1, share: 0.5 }],
  },
];

const SERVICES: readonly Template[] = [
  {
    key: 'clean-up',
    title: '家园清洁日',
    hostTag: 'environment',
    kind: 'volunteer_service',
    slots: [often(SATURDAY, 3), often(SUNDAY, 1)],
    durations: [120, 150],
    attendance: [50, 155],
    priority: [3, 6],
    roles: [leader, helpers(8, 24)],
    venue: null,
    budget: [{ purpose: 'materials', weight: 1, share: 0.5 }],
    series: { rhythm: 'fortnightly', length: [4, 8] },
  },
  {
    key: 'home-visits',
    title: '独居老人探访',
    kind: 'volunteer_service',
    slots: [often(MORNING, 3), often(AFTERNOON, 1)],
    durations: [120],
    attendance: [15, 40],
    priority: [6, 9],
    roles: [role('carer', '助老员', ['elder-care'], [2, 5], 0.5), helpers(2, 6)],
    venue: null,
    budget: [{ purpose: 'materials', weight: 1, share: 0.3 }],
    series: { rhythm: 'fortnightly', length: [4, 8] },
  },
  {
    key: 'four-oclock',
    title: '四点半课堂',
    kind: 'volunteer_service',
    slots: [{ on: 'workday', at: [h(16), h(15, 30)], weight: 1 }],
    durations: [90],
    attendance: [25, 50],
    priority: [5, 8],
    roles: [
      { ...role('companion', '少儿陪伴员', ['child-company'], [2, 4], 0.25), minAgeClass: 'adult' },
      helpers(1, 3),
    ],
    venue: { features: ['indoor'], seats: 16 },
    series: { rhythm: 'weekly', length: [4, 7] },
    part: [0.1, 0.7],
    needs: 'child-training',
  },
  {
    key: 'patrol',
    title: '邻里夜间巡逻',
    hostTag: 'patrol',
    kind: 'volunteer_service',
    slots: [{ on: 'workday', at: [h(19), h(19, 30)], weight: 1 }],
    durations: [90, 120],
    attendance: [35, 100],
    priority: [5, 8],
    roles: [leader, order(2, 4), { ...helpers(3, 6), minAgeClass: 'adult' }],
    venue: null,
    series: { rhythm: 'weekly', length: [3, 6] },
  },
  {
    key: 'handy-day',
    title: '便民服务日',
    kind: 'volunteer_service',
    slots: [often(SATURDAY, 2), often(SUNDAY, 1)],
    durations: [150, 180],
    attendance: [170, 375],
    priority: [6, 9],
    roles: [
      leader,
      { ...role('barber', '理发师', ['haircut'], [1, 3], 0.33), weight: 2 },
      { ...role('repairer', '家电维修员', ['appliance-repair'], [1, 3], 0), weight: 2 },
      { ...role('medic', '义诊医护', ['medical-check'], [1, 2], 0), weight: 3, share: 0.6 },
      { ...role('lawyer', '法律顾问', ['legal-advice'], [1, 1], 0), weight: 2, share: 0.4 },
      helpers(6, 12),
    ],
    venue: { features: ['accessible'] },
    equipment: [
      ['folding-table', 6],
      ['tool-kit', 1],
    ],
    budget: [{ purpose: 'materials', weight: 2, share: 0.8 }],
    series: { rhythm: 'monthly', length: [3, 4] },
  },
  {
    key: 'health-check',
    title: '健康义诊',
    kind: 'volunteer_service',
    slots: [often(MORNING, 2), often(SATURDAY, 1)],
    durations: [150],
    attendance: [100, 240],
    priority: [6, 9],
    roles: [{ ...role('medic', '义诊医护', ['medical-check'], [1, 3], 0.33), weight: 3 }, helpers(4, 8)],
    venue: { features: ['indoor', 'accessible'] },
    equipment: [['folding-table', 4]],
    budget: [{ purpose: 'printing', weight: 1, share: 0.5 }],
  },
  {
    key: 'info-collection',
    title: '流动人口信息采集',
    kind: 'volunteer_service',
    slots: [often(EVENING, 2), often(SATURDAY, 1), often(SATURDAY_AFTERNOON, 1)],
    durations: [120, 150],
    attendance: [135, 340],
    priority: [5, 7],
    roles: [leader, role('clerk', '信息员', ['data-entry'], [3, 8], 0.5), helpers(3, 8)],
    venue: null,
    budget: [{ purpose: 'printing', weight: 1, share: 0.6 }],
    part: [0.35, 1],
    needs: 'info-training',
  },
  {
    key: 'legal-desk',
    title: '法律咨询进社区',
    kind: 'volunteer_service',
    slots: [often(EVENING, 2), often(SATURDAY_AFTERNOON, 1)],
    durations: [120],
    attendance: [35, 85],
    priority: [5, 8],
    roles: [{ ...role('lawyer', '法律顾问', ['legal-advice'], [1, 2], 0.5), weight: 3 }, helpers(2, 4)],
    venue: { features: ['indoor'], seats: 16 },
    budget: [{ purpose: 'printing', weight: 1, share: 0.4 }],
  },
  {
    key: 'book-drift',
    title: '图书漂流',
    hostTag: 'reading',
    kind: 'volunteer_service',
    slots: [often(SUNDAY, 2), often(SATURDAY_AFTERNOON, 2)],
    durations: [120],
    attendance: [70, 170],
    priority: [2, 5],
    roles: [helpers(4, 10)],
    venue: null,
    equipment: [['folding-table', 4]],
  },
  {
    key: 'civilised-pets',
    title: '文明养犬劝导',
    kind: 'volunteer_service',
    slots: [often(EVENING, 2), often(SUNDAY, 1)],
    durations: [90],
    attendance: [85, 205],
    priority: [2, 5],
    roles: [helpers(4, 10)],
    venue: null,
    budget: [{ purpose: 'printing', weight: 1, share: 0.4 }],
  },
  {
    key: 'traffic',
    title: '路口文明引导',
    kind: 'volunteer_service',
    slots: [{ on: 'workday', at: [h(8), h(8, 30)], weight: 2 }, EVENING],
    durations: [60, 90],
    attendance: [170, 340],
    priority: [3, 6],
    roles: [order(4, 8), { ...helpers(2, 6), minAgeClass: 'adult' }],
    venue: null,
  },
  {
    key: 'summer-care',
    title: '暑期少儿托管',
    kind: 'volunteer_service',
    slots: [often(MORNING, 2), often(AFTERNOON, 1)],
    durations: [150, 180],
    attendance: [35, 70],
    priority: [6, 9],
    roles: [
      { ...role('companion', '少儿陪伴员', ['child-company'], [3, 5], 0.33), minAgeClass: 'adult' },
      role('teacher', '辅导老师', ['teaching'], [1, 2], 0),
      helpers(2, 6),
    ],
    venue: { features: ['indoor'], seats: 20 },
    part: [0.7, 1],
    needs: 'child-training',
  },
  {
    key: 'lei-feng',
    title: '学雷锋便民服务',
    kind: 'volunteer_service',
    slots: [MORNING, AFTERNOON],
    durations: [150],
    attendance: [170, 410],
    priority: [6, 9],
    roles: [
      leader,
      { ...role('barber', '理发师', ['haircut'], [1, 3], 0), weight: 2 },
      { ...role('repairer', '家电维修员', ['appliance-repair'], [1, 3], 0), weight: 2 },
      helpers(6, 14),
    ],
    venue: { features: ['outdoor'] },
    equipment: [['folding-table', 6]],
    around: '03-05',
  },
  {
    key: 'tree-planting',
    title: '植树护绿',
    kind: 'volunteer_service',
    slots: [SATURDAY],
    durations: [150],
    attendance: [70, 155],
    priority: [4, 7],
    roles: [leader, helpers(10, 24)],
    venue: null,
    equipment: [['first-aid-kit', 1]],
    budget: [{ purpose: 'materials', weight: 2, share: 0.8 }],
    around: '03-16',
  },
  {
    key: 'qingming',
    title: '清明文明祭扫引导',
    kind: 'volunteer_service',
    slots: [SATURDAY, SUNDAY],
    durations: [150],
    attendance: [170, 340],
    priority: [5, 8],
    roles: [order(4, 8), helpers(4, 8)],
    venue: null,
    around: '04-04',
  },
  {
    key: 'exam-help',
    title: '高考爱心助考',
    kind: 'volunteer_service',
    slots: [{ on: 'workday', at: [h(8), h(14)], weight: 1 }],
    durations: [180],
    attendance: [170, 440],
    priority: [6, 9],
    roles: [order(3, 6), firstAider([1, 1], 0), helpers(3, 8)],
    venue: null,
    equipment: [
      ['tent', 1],
      ['first-aid-kit', 1],
    ],
    around: '06-07',
  },
];

const TRAININGS: readonly Template[] = [
  {
    key: 'info-training',
    title: '信息采集与录入培训',
    kind: 'training',
    slots: [often(SATURDAY, 2), often(SUNDAY, 1), often(EVENING, 1)],
    durations: [120],
    attendance: [25, 50],
    priority: [5, 7],
    roles: [role('trainer', '讲师', ['data-entry'], [1, 1], 1), helpers(1, 3)],
    venue: CLASSROOM,
    equipment: [['laptop', 2]],
    budget: [{ purpose: 'printing', weight: 1, share: 0.5 }],
    part: [0.05, 0.4],
  },
  {
    key: 'child-training',
    title: '少儿陪伴志愿者培训',
    kind: 'training',
    slots: [often(SATURDAY, 1), often(SUNDAY, 1)],
    durations: [150],
    attendance: [25, 40],
    priority: [5, 8],
    roles: [role('trainer', '讲师', ['child-company'], [1, 2], 0.5), helpers(1, 3)],
    venue: CLASSROOM,
    budget: [{ purpose: 'materials', weight: 1, share: 0.5 }],
    part: [0, 0.15],
  },
  {
    key: 'first-aid-training',
    title: '居家急救培训',
    kind: 'training',
    slots: [often(SATURDAY, 3), often(SUNDAY, 1)],
    durations: [180],
    attendance: [35, 70],
    priority: [6, 8],
    roles: [firstAider([1, 2], 0.5), helpers(2, 4)],
    venue: CLASSROOM,
    equipment: [['first-aid-kit', 1]],
    budget: [{ purpose: 'materials', weight: 2, share: 0.9 }],
  },
  {
    key: 'sign-class',
    title: '手语班',
    kind: 'training',
    slots: [SATURDAY_AFTERNOON, SUNDAY],
    durations: [90],
    attendance: [10, 25],
    priority: [3, 6],
    roles: [{ ...role('trainer', '手语老师', ['sign-language'], [1, 1], 1), weight: 2 }, helpers(1, 2)],
    venue: { features: ['indoor'], seats: 16 },
    budget: [{ purpose: 'printing', weight: 1, share: 0.3 }],
    series: { rhythm: 'weekly', length: [3, 4] },
  },
  {
    key: 'phone-class',
    title: '老年电脑手机班',
    kind: 'training',
    slots: [often(SATURDAY, 3), often(SUNDAY, 2), often(MORNING, 1)],
    durations: [90, 120],
    attendance: [20, 35],
    priority: [4, 7],
    roles: [role('trainer', '讲师', ['teaching'], [1, 1], 1), helpers(3, 6)],
    venue: CLASSROOM,
    equipment: [['projector', 1]],
    series: { rhythm: 'weekly', length: [4, 6] },
  },
  {
    key: 'knitting-class',
    title: '巧手编织班',
    hostTag: 'handicraft',
    kind: 'training',
    slots: [often(SATURDAY, 2), often(SUNDAY, 1), often(MORNING, 1)],
    durations: [120],
    attendance: [15, 30],
    priority: [2, 5],
    roles: [role('trainer', '手工老师', ['handicraft'], [1, 2], 0.5), helpers(1, 2)],
    venue: { features: ['indoor'], seats: 16 },
    groups: [{ tags: ['handicraft'], count: [1, 1], share: 0.5 }],
    budget: [{ purpose: 'materials', weight: 1, share: 0.9 }],
    series: { rhythm: 'fortnightly', length: [3, 5] },
  },
  {
    key: 'basics',
    title: '志愿者基础培训',
    kind: 'training',
    slots: [often(SATURDAY, 2), often(SUNDAY, 2), often(EVENING, 1)],
    durations: [120],
    attendance: [35, 70],
    priority: [5, 8],
    roles: [leader, role('trainer', '讲师', ['teaching'], [1, 1], 0), helpers(2, 4)],
    venue: CLASSROOM,
    equipment: [['projector', 1]],
    budget: [{ purpose: 'printing', weight: 1, share: 0.6 }],
  },
  {
    key: 'law-talk',
    title: '法律知识讲座',
    kind: 'training',
    slots: [often(SATURDAY_AFTERNOON, 2), often(SUNDAY, 1), often(EVENING, 1)],
    durations: [120],
    attendance: [35, 85],
    priority: [4, 7],
    roles: [{ ...role('speaker', '主讲人', ['legal-advice'], [1, 1], 1), weight: 3 }, helpers(2, 4)],
    venue: CLASSROOM,
    equipment: [['projector', 1]],
    budget: [{ purpose: 'printing', weight: 1, share: 0.5 }],
  },
  {
    key: 'health-talk',
    title: '健康养生讲座',
    kind: 'training',
    slots: [often(SATURDAY, 2), often(MORNING, 1)],
    durations: [90, 120],
    attendance: [50, 95],
    priority: [4, 7],
    roles: [{ ...role('speaker', '主讲人', ['medical-check'], [1, 1], 1), weight: 3 }, helpers(2, 4)],
    venue: CLASSROOM,
    equipment: [['projector', 1]],
    budget: [{ purpose: 'refreshments', weight: 1, share: 0.4 }],
  },
  {
    key: 'fire-drill',
    title: '消防疏散演练',
    kind: 'training',
    slots: [often(SUNDAY, 2), often(SATURDAY, 1)],
    durations: [120],
    attendance: [70, 145],
    priority: [5, 8],
    roles: [leader, order(3, 6), firstAider([1, 2], 0), helpers(3, 6)],
    venue: { features: ['outdoor'] },
    equipment: [
      ['first-aid-kit', 1],
      ['sound-set', 1],
    ],
    budget: [{ purpose: 'materials', weight: 1, share: 0.6 }],
  },
  {
    key: 'hosting-class',
    title: '礼仪主持培训',
    kind: 'training',
    slots: [often(SATURDAY_AFTERNOON, 1), often(EVENING, 1)],
    durations: [120],
    attendance: [20, 35],
    priority: [3, 6],
    roles: [role('trainer', '讲师', ['hosting'], [1, 1], 1), helpers(1, 3)],
    venue: { features: ['indoor'], seats: 20 },
    budget: [{ purpose: 'printing', weight: 1, share: 0.3 }],
  },
  {
    key: 'parent-child',
    title: '亲子阅读课堂',
    hostTag: 'reading',
    kind: 'training',
    slots: [often(SUNDAY, 2), often(SATURDAY, 1)],
    durations: [90],
    attendance: [25, 50],
    priority: [3, 6],
    roles: [role('trainer', '领读人', ['child-company'], [1, 2], 0.5), helpers(1, 3)],
    venue: { features: ['indoor'], seats: 20 },
    groups: [{ tags: ['reading'], count: [1, 1], share: 0.3 }],
  },
];

const festivalRoles = (helpersLow: number, helpersHigh: number): readonly RoleShape[] => [
  leader,
  { ...host, target: [1, 2], minShare: 0.5 },
  photographer,
  order(6, 12),
  firstAider([1, 2], 0.5),
  { ...interpreter, share: 0.4 },
  helpers(helpersLow, helpersHigh),
];

const FESTIVAL_BUDGET: readonly BudgetShape[] = [
  { purpose: 'materials', weight: 4, share: 0.9 },
  { purpose: 'refreshments', weight: 3, share: 0.7 },
  { purpose: 'prizes', weight: 2, share: 0.5 },
  { purpose: 'printing', weight: 1, share: 0.4 },
];

const FESTIVAL_BASE = {
  kind: 'festival',
  durations: [150, 180],
  attendance: [200, 420],
  priority: [6, 9],
  roles: festivalRoles(8, 20),
  venue: STAGE,
  equipment: [
    ['sound-set', 1],
    ['folding-table', 8],
    ['first-aid-kit', 1],
  ],
  groups: [{ tags: ['performance'], count: [2, 3], share: 1 }],
  budget: FESTIVAL_BUDGET,
} satisfies Partial<Template>;

const MOBILE_STAGE = ['mobile-stage', 1] as const;
const ON_WEEKEND: readonly Slot[] = [often(SATURDAY, 2), often(SUNDAY, 1)];
const ON_THE_DAY: readonly Slot[] = [{ on: 'workday', at: [h(9, 30), h(14, 30)], weight: 1 }];

/** Occasions of the year; the lunar ones are named and dated by the calendar. */
export interface Occasion {
  readonly title: string;
  /** `MM-DD`, or the name of a traditional festival. */
  readonly on: string;
  /** True: on the day itself; false: on a day of rest nearby. */
  readonly exact: boolean;
  readonly weight: number;
  /** Needs the one mobile stage that ten communities share. */
  readonly onMobileStage?: boolean;
}

export const OCCASIONS: readonly Occasion[] = [
  { title: '学雷锋纪念日公益集市', on: '03-05', exact: false, weight: 2 },
  { title: '三八妇女节联欢', on: '03-08', exact: false, weight: 2 },
  { title: '清明踏青诗会', on: '清明', exact: true, weight: 2 },
  { title: '社区读书节', on: '04-23', exact: false, weight: 2 },
  { title: '五一劳动者之歌', on: '05-01', exact: true, weight: 3 },
  { title: '五四青年才艺汇', on: '05-04', exact: false, weight: 1 },
  { title: '母亲节感恩会', on: '05-12', exact: false, weight: 2 },
  { title: '助残日融合游园', on: '05-19', exact: false, weight: 2 },
  { title: '六一儿童游园会', on: '06-01', exact: false, weight: 4 },
  { title: '端午邻里粽香节', on: '端午', exact: true, weight: 4 },
  { title: '七一红歌会', on: '07-01', exact: false, weight: 2, onMobileStage: true },
  { title: '全民健身日趣味运动会', on: '08-08', exact: false, weight: 2 },
  { title: '七夕鹊桥游园', on: '七夕', exact: false, weight: 2 },
  { title: '夏日消夏文艺汇演', on: '08-17', exact: false, weight: 2, onMobileStage: true },
  { title: '元宵灯谜会', on: '元宵', exact: true, weight: 3 },
  { title: '中秋邻里赏月会', on: '中秋', exact: true, weight: 3 },
  { title: '国庆文艺汇演', on: '10-01', exact: true, weight: 3 },
  { title: '重阳敬老宴', on: '重阳', exact: false, weight: 3 },
  { title: '元旦迎新会', on: '01-01', exact: true, weight: 2 },
  { title: '春节送福写春联', on: '春节', exact: false, weight: 3 },
];

/** A festival that belongs to no day; for seasons with too few occasions. */
export const NEIGHBOURS_DAY: Template = {
  ...FESTIVAL_BASE,
  key: 'neighbours-day',
  title: '邻里文化节',
  slots: ON_WEEKEND,
};

export const festivalOf = (occasion: Occasion): Template => ({
  ...FESTIVAL_BASE,
  key: `festival-${occasion.on}`,
  title: occasion.title,
  slots: occasion.exact ? ON_THE_DAY : ON_WEEKEND,
  around: occasion.on,
  exact: occasion.exact,
  equipment: [...FESTIVAL_BASE.equipment, ...(occasion.onMobileStage ? [MOBILE_STAGE] : [])],
});

export const TEMPLATES: Readonly<Record<Exclude<ActivityKind, 'festival'>, readonly Template[]>> = {
  self_governance: SELF_GOVERNANCE,
  volunteer_service: SERVICES,
  training: TRAININGS,
};
