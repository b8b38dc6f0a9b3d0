import { afterAll, describe, expect, it } from '@jest/globals';
import { closeBrowser, Visit, VISITS } from '../support/browser.js';

afterAll(closeBrowser);

describe.each(VISITS)('the season board, $language at $width px', ({ language, width }) => {
  it('shows a council its activities, opens one with its people, and says why what is open is open', async () => {
    const visit = await Visit.begin({ part: 'council', language, width });
    const { page } = visit;
    const cards = width < 600 ? '[data-activity]' : '.hb-card';
    await visit.open('/');
    expect(await visit.title()).toBe(language === 'en' ? 'Season board' : '活动看板');
    await page.waitForSelector(cards);
    expect(await visit.barriers()).toEqual([]);
    expect(await visit.overflow()).toBeLessThanOrEqual(0);
    await visit.picture('board');
    await page.locator(cards).first().focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('dialog')
      .getByText(language === 'en' ? 'Roles and people' : '岗位与人员')
      .waitFor();
    expect(await visit.barriers()).toEqual([]);
    await visit.picture('board-activity');
    await page.keyboard.press('Escape');

    const address = new URL(page.url());
    await visit.open(address.pathname.replace(/board$/, 'open'));
    await page.waitForSelector('[data-gap]');
    expect(await visit.overflow()).toBeLessThanOrEqual(0);
    await page.locator('[data-gap]').last().click();
    await page
      .getByRole('heading', { name: language === 'en' ? 'What would mend it' : '补救办法' })
      .waitFor();
    expect(await visit.barriers()).toEqual([]);
    await visit.picture('open');
    expect(visit.complaints).toEqual([]);
    await visit.end();
  });
});

describe('an activity that is moved', () => {
  it('is tried before it is decided', async () => {
    const visit = await Visit.begin({ part: 'council', language: 'zh-CN', width: 1440 });
    const { page } = visit;
    await visit.open('/');
    await page.waitForSelector('.hb-card');
    await visit.open(`${new URL(page.url()).pathname}?view=agenda`);
    for (let week = 0; week < 2; week += 1) await page.getByRole('button', { name: '下一周' }).click();
    await page.locator('[data-activity]').last().click();
    await page.getByRole('button', { name: '改时间或场地…' }).click();
    const dialog = page.getByRole('dialog', { name: /^改动：/ });
    await dialog.getByText('与现在相同，请选择别的时间或场地。').waitFor();
    await dialog.getByLabel('开始时间').fill('03:00');
    await dialog
      .getByRole('table', { name: '各项目标的变化' })
      .or(dialog.getByRole('alert'))
      .first()
      .waitFor();
    expect(await visit.barriers()).toEqual([]);
    expect(visit.complaints).toEqual([]);
    await visit.end();
  });
});
