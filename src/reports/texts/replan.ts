import { type Language } from '../language.js';
import { plural } from './en.js';

/** Words about a re-plan. */
export interface ReplanTexts {
  /** How many people hear something new, and how few could at best. */
  readonly people: (count: number, fewest: number) => string;
  readonly kept: string;
  readonly better: string;
  readonly lost: string;
  /** Whether it is proven that no plan serves better. */
  readonly provenBest: string;
  readonly perhapsBetter: string;
  readonly person: (person: string, noLonger: readonly string[], newly: readonly string[]) => string;
  readonly engagement: (activity: string, role: string, when: string, venue: string | null) => string;
  readonly draft: (activities: number) => string;
  readonly released: (activities: readonly string[]) => string;
}

const en: ReplanTexts = {
  people: (count, fewest) =>
    count === 0
      ? 'Nobody hears anything new.'
      : count <= fewest
        ? `${plural(count, 'person changes', 'people change')}; fewer is impossible.`
        : `${plural(count, 'person changes', 'people change')}; at least ${fewest} have to, what lies between is open.`,
  kept: 'The service level is kept',
  better: 'The service level rises',
  lost: 'Not all of the service level can be kept',
  provenBest: 'no plan serves better',
  perhapsBetter: 'a plan that serves better may exist',
  person: (person, noLonger, newly) =>
    `· ${person}: ${[
      ...noLonger.map((each) => `no longer ${each}`),
      ...newly.map((each) => `now ${each}`),
    ].join('; ')}`,
  engagement: (activity, role, when, venue) =>
    `${activity} as ${role} (${venue === null ? when : `${when}, ${venue}`})`,
  draft: (activities) =>
    `In the draft, of which nobody was told: ${plural(activities, 'activity', 'activities')} planned otherwise.`,
  released: (activities) => `Frozen, but the change does not let it stay as it was: ${activities.join(', ')}`,
};

const zhCN: ReplanTexts = {
  people: (count, fewest) =>
    count === 0
      ? '无人需要另行通知。'
      : count <= fewest
        ? `${count} 人的安排有变动；不可能更少。`
        : `${count} 人的安排有变动；已证明至少要变动 ${fewest} 人，能否再少尚无定论。`,
  kept: '服务水平保持不变',
  better: '服务水平有所提高',
  lost: '服务水平无法全部保持',
  provenBest: '已证明没有服务水平更高的方案',
  perhapsBetter: '也许还有服务水平更高的方案',
  person: (person, noLonger, newly) =>
    `· ${person}：${[
      ...noLonger.map((each) => `不再参加${each}`),
      ...newly.map((each) => `改为参加${each}`),
    ].join('；')}`,
  engagement: (activity, role, when, venue) =>
    `“${activity}”（${role}，${venue === null ? when : `${when}，${venue}`}）`,
  draft: (activities) => `尚未通知的草案部分：${activities} 项活动的安排有调整。`,
  released: (activities) => `虽已锁定，但因这次变动无法照旧：${activities.join('、')}`,
};

export const replanTexts = (language: Language): ReplanTexts => (language === 'zh-CN' ? zhCN : en);
