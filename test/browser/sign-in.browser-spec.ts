import { afterAll, describe, expect, it } from '@jest/globals';
import { closeBrowser, site, Visit, VISITS } from '../support/browser.js';

afterAll(closeBrowser);

describe.each(VISITS)('signing in, $language at $width px', ({ language, width }) => {
  it('lets in whoever knows the password, and says what is wrong to whoever does not', async () => {
    const visit = await Visit.begin({ part: null, language, width });
    const { page } = visit;
    await visit.open('/');
    expect(await visit.title()).toBe(language === 'en' ? 'Sign in to Heli' : '登录合力');
    expect(await visit.barriers()).toEqual([]);
    expect(await visit.overflow()).toBeLessThanOrEqual(0);
    await visit.picture('sign-in');
    const signIn = site().signIns.find(({ role }) => role === 'council');
    await page.fill('input[autocomplete=username]', 'council');
    await page.fill('input[autocomplete=current-password]', 'not-the-password');
    await page.click('button[type=submit]');
    await page.getByRole('alert').waitFor();
    // The refusal itself is the only thing that the browser may complain about.
    expect(visit.complaints.filter((text) => !text.includes('401'))).toEqual([]);
    await page.fill('input[autocomplete=current-password]', signIn?.password ?? '');
    await page.click('button[type=submit]');
    await page.waitForSelector('header');
    await page.reload();
    await page.waitForSelector('header');
    await visit.end();
  });
});

it('tells a volunteer, as the page itself, what is not theirs to see and what is not there', async () => {
  const visit = await Visit.begin({ part: 'volunteer', language: 'zh-CN', width: 390 });
  await visit.open('/seasons/any/runs');
  expect(await visit.title()).toBe('您没有查看这一页的权限');
  expect(await visit.barriers()).toEqual([]);
  await visit.open('/nowhere');
  expect(await visit.title()).toBe('没有找到这一页');
  expect(visit.complaints).toEqual([]);
  await visit.end();
});
