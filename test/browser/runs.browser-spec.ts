import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeBrowser, type Language, Visit, VISITS } from '../support/browser.js';
import { type DemoIds, idsOfDemo } from '../support/demo-ids.js';

/** What is written on the page, in both languages. */
const WORDS = {
  'zh-CN': {
    start: '开始新的计算',
    fairest: '最公平',
    mixed: '您已自行调整；选择一种可恢复。',
    own: '本季既定',
    coverageOut: '不考虑“到位的人手”',
    fairnessDown: '“公平”下移',
    more: '更多选项：各项权重',
    seed: '随机种子',
    technical: '技术细节',
    solver: '求解器',
    dropped: '办不成',
    rows: /共 \d+ 条/,
    add: '登记决议',
    number: '决议编号',
    day: '决议日期',
    save: '登记',
    ask: '找出几份各有所长的方案',
    money: '花多少钱、办多少事',
    portfolio: '钱多一些，能多办哪些活动？',
    onePlan: /还没有两份方案可比|请选择两份方案/,
    review: '标记为已审阅',
  },
  en: {
    start: 'New computation',
    fairest: 'Fairest',
    mixed: 'You have adjusted it yourself; choose one to go back.',
    own: 'As decided',
    coverageOut: 'Leave “Places filled” out',
    fairnessDown: 'Move “Fairness” down',
    more: 'More: weights',
    seed: 'Random seed',
    technical: 'Technical details',
    solver: 'Solver',
    dropped: 'Not held',
    rows: /\d+ rows?/,
    add: 'Add a resolution',
    number: 'Number of the resolution',
    day: 'Decided on',
    save: 'Add',
    ask: 'Find a few plans, each best in its way',
    money: 'What money buys',
    portfolio: 'What more could be held with more money?',
    onePlan: /There are no two plans to compare|Please choose two plans/,
    review: 'Mark as reviewed',
  },
} as const satisfies Record<Language, Record<string, string | RegExp>>;

let ids: DemoIds;

beforeAll(async () => {
  ids = await idsOfDemo();
});
afterAll(closeBrowser);

/** That everybody can work with the page as it now is. */
async function isSound(visit: Visit, name: string): Promise<void> {
  await visit.picture(name);
  expect(await visit.barriers()).toEqual([]);
  expect(await visit.overflow()).toBeLessThanOrEqual(0);
  expect(visit.complaints).toEqual([]);
}

describe.each(VISITS)('a council and its plans, $language at $width px', ({ language, width }) => {
  const words = WORDS[language];
  let visit: Visit;
  beforeAll(async () => {
    visit = await Visit.begin({ part: 'council', language, width });
  });
  afterAll(() => visit.end());

  it('chooses what a computation is to look to, by a preset and by hand', async () => {
    const { page } = visit;
    await visit.open(`/seasons/${ids.season}/runs`);
    await page.getByRole('link', { name: words.start }).click();
    await page.getByRole('radio', { name: words.fairest }).click();
    const second = page.locator('main ol > li').nth(1);
    expect(await second.innerText()).toContain(language === 'en' ? 'Fairness' : '公平');
    await page.getByRole('button', { name: words.fairnessDown }).press('Enter');
    // That is the order that the council decided on.
    await page.getByRole('radio', { name: words.own, checked: true }).waitFor();
    await page.getByRole('button', { name: words.coverageOut }).click();
    await page.getByText(words.mixed).waitFor();
    await page.getByRole('button', { name: words.more }).click();
    await page.getByLabel(words.seed).waitFor();
    await isSound(visit, 'run-new');
  });

  it('reads what is proven of a plan, and finds the activities that it does not hold', async () => {
    const { page } = visit;
    await visit.open(`/seasons/${ids.season}/plans/${ids.plan}`);
    await page.getByRole('button', { name: words.technical }).click();
    await page.getByText(words.solver, { exact: true }).waitFor();
    const activities = page.locator('[aria-labelledby=activities]');
    const count = async () => Number(/\d+/.exec(await activities.getByText(words.rows).innerText())?.[0]);
    const all = await count();
    await activities.getByRole('radiogroup').getByText(words.dropped, { exact: true }).click();
    const dropped = await count();
    expect(dropped).toBeGreaterThan(0);
    expect(dropped).toBeLessThan(all);
    await activities.getByRole('row').nth(1).press('Enter');
    await page.getByRole('dialog').getByText(words.dropped, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await isSound(visit, 'plan-proof');
  });

  it('may ask what else could be done, and compares plans where there are two', async () => {
    const { page } = visit;
    await visit.open(`/seasons/${ids.season}/plans/${ids.plan}/menu`);
    await page.getByRole('heading', { name: words.ask }).waitFor();
    await isSound(visit, 'trade-offs');
    await page.getByRole('tab', { name: words.money }).click();
    await page.getByRole('heading', { name: words.portfolio }).waitFor();
    await isSound(visit, 'portfolio');
    await visit.open(`/seasons/${ids.season}/compare`);
    await page.getByText(words.onePlan).first().waitFor();
    await isSound(visit, 'compare');
  });

  it('writes a resolution down', async () => {
    const { page } = visit;
    const number = `T-${language}-${width}`;
    await visit.open(`/seasons/${ids.season}/decisions`);
    if ((await page.getByText(number).count()) === 0) {
      await page.getByRole('button', { name: words.add }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(words.number).fill(number);
      await dialog.getByLabel(words.day).fill('2026-09-01');
      await dialog.getByRole('button', { name: words.save, exact: true }).click();
    }
    await page.getByRole('article', { name: number }).waitFor();
    await isSound(visit, 'decisions');
  });
});

// It computes a whole season: not in CI, which has been told so by HELI_BROWSER.
const watched = process.env.HELI_BROWSER === 'all' ? it : it.skip;

describe('a computation that is watched', () => {
  watched(
    'closes in, is stopped, and leaves a plan that the council looks through and discards',
    async () => {
      const visit = await Visit.begin({ part: 'council', language: 'zh-CN', width: 1440 });
      const { page } = visit;
      const patience = { timeout: 170_000 };
      await visit.open(`/seasons/${ids.season}/runs/new`);
      await page.getByRole('radio', { name: '百分之一以内' }).click();
      await page.getByRole('button', { name: '开始计算' }).click();
      await page.getByText(/主要目标已证明最优|任何方案至多再好/).waitFor(patience);
      await visit.picture('run-live');
      const stop = page.getByRole('button', { name: '停止并保留最好的方案' });
      const toPlan = page.getByRole('link', { name: '查看方案' });
      await stop.or(toPlan).first().waitFor();
      if (await stop.isVisible()) {
        await stop.click();
        await page.getByRole('dialog').getByRole('button', { name: '停止并保留最好的方案' }).click();
      }
      await toPlan.click(patience);
      await page.getByRole('button', { name: '标记为已审阅' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '标记为已审阅' }).click();
      await page.getByRole('button', { name: '按决议发布' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(/方案与目前的资料一致|资料有 \d+ 处变动/).waitFor(patience);
      await isSound(visit, 'plan-publish');
      await dialog.getByRole('button', { name: '取消' }).click();
      await page.getByRole('button', { name: '放弃方案' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '放弃方案' }).click();
      await page.waitForURL(/\/runs$/);
      expect(visit.complaints).toEqual([]);
      await visit.end();
    },
  );
});

describe('an auditor', () => {
  it('reads everything and is offered nothing to change', async () => {
    const visit = await Visit.begin({ part: 'auditor', language: 'en', width: 1440 });
    await visit.open(`/seasons/${ids.season}/runs`);
    expect(await visit.page.getByRole('link', { name: WORDS.en.start }).count()).toBe(0);
    await visit.open(`/seasons/${ids.season}/plans/${ids.plan}`);
    await visit.page.getByRole('heading', { name: 'Proof: could it be better?' }).waitFor();
    expect(await visit.page.getByRole('button', { name: WORDS.en.review }).count()).toBe(0);
    await visit.open(`/seasons/${ids.season}/decisions`);
    expect(await visit.page.getByRole('button', { name: WORDS.en.add }).count()).toBe(0);
    expect(visit.complaints).toEqual([]);
    await visit.end();
  });
});
