import { type Language } from '../language.js';

/** Words of a portfolio under budgets. Amounts come written out. */
export interface PortfolioTexts {
  readonly step: (budget: string, spent: string, held: number) => string;
  readonly aim: (aim: string, value: number, bound: number | null, exact: boolean) => string;
  readonly comesIn: (titles: string, count: number) => string;
  readonly goesOut: (titles: string, count: number) => string;
  readonly byKind: (list: string) => string;
  readonly byCommunity: (list: string) => string;
  readonly counted: (name: string, held: number) => string;
  readonly perHundred: (aim: string, points: string) => string;
  readonly hundredMore: (gain: string, most: string | null, comesIn: string | null) => string;
  readonly least: (whose: string, held: number, count: number) => string;
  readonly everything: string;
  readonly theBudget: string;
  readonly exist: (count: number) => string;
  readonly most: (most: number) => string;
  readonly openMinimum: string;
  readonly because: (irreducible: boolean) => string;
  readonly together: (irreducible: boolean) => string;
  readonly impossible: (budget: string, reason: string) => string;
  readonly further: (count: number) => string;
}

const en: PortfolioTexts = {
  step: (budget, spent, held) =>
    `With ${budget}: ${held === 1 ? '1 activity' : `${held} activities`} for ${spent}`,
  aim: (aim, value, bound, exact) =>
    `${aim}: ${value.toLocaleString('en')}${exact ? ' (proven: no more is possible)' : bound === null ? ' (nothing proven)' : ` (at most ${bound.toLocaleString('en')})`}`,
  comesIn: (titles, count) => `comes in (${count}): ${titles}`,
  goesOut: (titles, count) => `goes out (${count}): ${titles}`,
  byKind: (list) => `by kind: ${list}`,
  byCommunity: (list) => `by community: ${list}`,
  counted: (name, held) => `${name} ${held}`,
  perHundred: (aim, points) => `per ¥100 since the step before: ${points} points of “${aim}”`,
  hundredMore: (gain, most, comesIn) =>
    `¥100 more would buy: ${gain}${most === null ? '' : `; at most ${most}`}${comesIn === null ? '' : `; comes in: ${comesIn}`}`,
  least: (whose, held, count) => `least number (${whose}): ${held} of ${count}`,
  everything: 'all activities',
  theBudget: 'the budget',
  exist: (count) => `; the season has only ${count}`,
  most: (most) => `; proven: at most ${most} with this budget`,
  openMinimum: '; not proven whether more is possible',
  because: (irreducible) =>
    irreducible
      ? 'No more is possible; each of these is needed for that:'
      : 'No more is possible because of:',
  together: (irreducible) =>
    irreducible
      ? 'Each least number could be met alone, but not all; each of these is needed for that:'
      : 'Each least number could be met alone, but not all, because of:',
  impossible: (budget, reason) => `With ${budget}: no plan keeps the decisions taken before: ${reason}`,
  further: (count) => ` and ${count} more`,
};

const zhCN: PortfolioTexts = {
  step: (budget, spent, held) => `预算 ${budget}：举办 ${held} 项活动，支出 ${spent}`,
  aim: (aim, value, bound, exact) =>
    `${aim}：${value.toLocaleString('zh-CN')}${exact ? '（已证明不可能更多）' : bound === null ? '（尚无证明）' : `（至多 ${bound.toLocaleString('zh-CN')}）`}`,
  comesIn: (titles, count) => `新增 ${count} 项：${titles}`,
  goesOut: (titles, count) => `退出 ${count} 项：${titles}`,
  byKind: (list) => `按类型：${list}`,
  byCommunity: (list) => `按社区：${list}`,
  counted: (name, held) => `${name} ${held}`,
  perHundred: (aim, points) => `比上一档每多花 ¥100：“${aim}”多 ${points} 分`,
  hundredMore: (gain, most, comesIn) =>
    `再加 ¥100 可换来：${gain}${most === null ? '' : `；至多${most}`}${comesIn === null ? '' : `；新增 ${comesIn}`}`,
  least: (whose, held, count) => `下限（${whose}）：要求 ${count} 项，举办 ${held} 项`,
  everything: '全部活动',
  theBudget: '本档预算',
  exist: (count) => `；本季总共只有 ${count} 项`,
  most: (most) => `；已证明此预算下至多 ${most} 项`,
  openMinimum: '；能否更多尚无证明',
  because: (irreducible) => (irreducible ? '无法更多，以下各条缺一不可：' : '无法更多，原因是：'),
  together: (irreducible) =>
    irreducible
      ? '各项下限单独都能达到，但不能同时达到，以下各条缺一不可：'
      : '各项下限单独都能达到，但不能同时达到，原因是：',
  impossible: (budget, reason) => `预算 ${budget}：不足以执行已定的安排：${reason}`,
  further: (count) => `等，另有 ${count} 项`,
};

export const portfolioTexts = (language: Language): PortfolioTexts => (language === 'zh-CN' ? zhCN : en);
