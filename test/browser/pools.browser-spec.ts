import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { closeBrowser, Visit, VISITS } from '../support/browser.js';

const WORDS = {
  'zh-CN': {
    add: '新增场地',
    name: '名称',
    capacity: '容纳人数',
    save: '保存',
    edit: '修改',
    search: '搜索名称或编号',
    again: '按更正再检查',
    store: '存入 1 行',
    stored: '已全部存入',
    fix: '第 2 行“容量”的内容',
    head: '编号,名称,社区,容量',
    addHours: '添加开放时段',
    noMatch: '没有符合条件的内容',
  },
  en: {
    add: 'Add a venue',
    name: 'Name',
    capacity: 'Capacity',
    save: 'Save',
    edit: 'Edit',
    search: 'Search by name or id',
    again: 'Check with corrections',
    store: 'Store 1 row',
    stored: 'All of it is stored',
    fix: 'Value of row 2, capacity',
    head: 'id,name,community,capacity',
    addHours: 'Add opening hours',
    noMatch: 'Nothing matches',
  },
} as const;

afterAll(closeBrowser);

describe.each(VISITS)('the pools in $language at $width px', ({ language, width }) => {
  const words = WORDS[language];
  // A demo that runs on may be asked again.
  const own = `hall-${randomUUID().slice(0, 8)}`;

  async function sound(visit: Visit, name: string): Promise<void> {
    await visit.settle();
    await visit.picture(name);
    expect(await visit.barriers()).toEqual([]);
    expect(await visit.overflow()).toBeLessThanOrEqual(0);
  }

  it('a coordinator corrects a table, stores it and gives the venue opening hours', async () => {
    const visit = await Visit.begin({ part: 'coordinator', language, width });
    const { page } = visit;
    await visit.open('/pools/communities');
    const community = /com-\d+/.exec(await page.locator('main').innerText())?.[0] ?? '';
    await visit.open('/pools/venues/import');
    await page.setInputFiles('input[type=file]', {
      name: 'venues.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`${words.head}\n${own},礼堂 ${own},${community},很多\n`),
    });
    await page.getByLabel(words.fix).fill('120');
    await sound(visit, 'pools-import-faults');
    await page.getByRole('button', { name: words.again }).click();
    await page.getByRole('button', { name: words.store }).click();
    await page.getByText(words.stored).waitFor();

    await visit.open('/pools/venues');
    await page.getByLabel(words.search).fill(`礼堂 ${own}`);
    await page.getByRole('row').filter({ hasText: own }).click();
    await page.getByRole('button', { name: words.edit }).click();
    await page.getByRole('button', { name: words.addHours }).click();
    await page.getByRole('button', { name: words.save }).click();
    // No day is chosen yet: the service says so, and the field shows it.
    await page.getByRole('alert').first().waitFor();
    await sound(visit, 'pools-venue-refused');
    await page
      .locator('label')
      .filter({ hasText: /^(六|Sat)$/ })
      .first()
      .click();
    await page.getByRole('button', { name: words.save }).click();
    await page.getByRole('button', { name: words.edit }).waitFor();
    await sound(visit, 'pools-venue');
    // A refusal is an answer, and the browser's console notes it.
    expect(visit.complaints.filter((text) => !/status of 4(00|22)/.test(text))).toEqual([]);
    await visit.end();
  });

  it('what an auditor reads is complete and without buttons that change it', async () => {
    const visit = await Visit.begin({ part: 'auditor', language, width });
    const { page } = visit;
    for (const [name, path] of [
      ['pools-expenses', '/pools/expenses'],
      ['pools-print', '/pools/venues/print'],
      ['pools-groups', '/pools/groups'],
      ['pools-equipment', '/pools/equipment'],
      ['pools-organizations', '/pools/organizations'],
    ] as const) {
      await visit.open(path);
      await sound(visit, name);
    }
    await visit.open('/pools/donations');
    await page.getByRole('row').nth(1).click();
    await page.waitForURL(/\/pools\/donations\/./);
    await visit.open(`${new URL(page.url()).pathname}?tab=ledger`);
    await sound(visit, 'pools-ledger');
    expect(await page.getByRole('button', { name: words.edit, exact: true }).count()).toBe(0);
    await visit.open('/pools/volunteers');
    await page.getByLabel(words.search).fill('没有这个人');
    await page.getByText(words.noMatch).waitFor();
    expect(visit.complaints).toEqual([]);
    await visit.end();
  });
});
