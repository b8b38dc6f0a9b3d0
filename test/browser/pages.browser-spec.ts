import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeBrowser, type Part, Visit, VISITS } from '../support/browser.js';
import { type DemoIds, idsOfDemo } from '../support/demo-ids.js';

/** Every page of the console, by whoever works with it. `name` is that of its picture. */
const PAGES: readonly {
  readonly name: string;
  readonly part: Part;
  readonly path: (ids: DemoIds) => string;
  /** What is drawn after everything was read, on a desk. */
  readonly drawn?: string;
}[] = [
  {
    name: 'board',
    part: 'council',
    path: ({ season }) => `/seasons/${season}/board`,
    drawn: '.vis-item-content',
  },
  { name: 'runs', part: 'council', path: ({ season }) => `/seasons/${season}/runs` },
  { name: 'run', part: 'council', path: ({ season, run }) => `/seasons/${season}/runs/${run}` },
  { name: 'plan', part: 'council', path: ({ season, plan }) => `/seasons/${season}/plans/${plan}` },
  { name: 'open', part: 'council', path: ({ season }) => `/seasons/${season}/open` },
  { name: 'dashboard', part: 'auditor', path: ({ season }) => `/seasons/${season}/dashboard` },
  { name: 'audit', part: 'auditor', path: () => '/audit' },
  { name: 'desk', part: 'coordinator', path: () => '/desk' },
  { name: 'desk-activity', part: 'coordinator', path: ({ activity }) => `/desk/activities/${activity}` },
  { name: 'check-in', part: 'coordinator', path: ({ activity }) => `/desk/activities/${activity}/check-in` },
  {
    name: 'attendance-sheet',
    part: 'coordinator',
    path: ({ activity }) => `/desk/activities/${activity}/print`,
  },
  { name: 'pools', part: 'coordinator', path: () => '/pools' },
  { name: 'volunteers', part: 'coordinator', path: () => '/pools/volunteers' },
  { name: 'volunteer-edit', part: 'coordinator', path: ({ volunteer }) => `/pools/volunteers/${volunteer}` },
  { name: 'venues', part: 'coordinator', path: () => '/pools/venues' },
  { name: 'venue-edit', part: 'coordinator', path: ({ venue }) => `/pools/venues/${venue}` },
  { name: 'donations', part: 'council', path: () => '/pools/donations' },
  { name: 'donation', part: 'council', path: ({ donation }) => `/pools/donations/${donation}` },
  { name: 'import', part: 'coordinator', path: () => '/pools/volunteers/import' },
  { name: 'partner', part: 'partner', path: () => '/partner' },
  { name: 'my-duties', part: 'volunteer', path: () => '/my/duties' },
  { name: 'my-availability', part: 'volunteer', path: () => '/my/availability' },
  { name: 'my-hours', part: 'volunteer', path: () => '/my/hours' },
  { name: 'my-settings', part: 'volunteer', path: () => '/my/settings' },
  { name: 'welcome', part: 'admin', path: () => '/welcome' },
  { name: 'help', part: 'volunteer', path: () => '/help' },
];
const LOST = [
  '没有找到这一页',
  'There is no such page',
  '您没有查看这一页的权限',
  'You may not see this page',
  '页面出错了',
  'This page has failed',
];

let ids: DemoIds;

beforeAll(async () => {
  ids = await idsOfDemo();
});
afterAll(closeBrowser);

describe.each(VISITS)('in $language at $width px', ({ language, width }) => {
  const visitors = new Map<Part, Visit>();
  afterAll(async () => {
    for (const visit of visitors.values()) await visit.end();
  });

  it.each(PAGES)('the page $name can be worked with by everybody', async ({ name, part, path, drawn }) => {
    const visit = visitors.get(part) ?? (await Visit.begin({ part, language, width }));
    visitors.set(part, visit);
    visit.complaints.length = 0;
    await visit.open(path(ids));
    if (drawn !== undefined && width > 600) await visit.page.locator(drawn).first().waitFor();
    const text = await visit.page.locator('main').innerText();
    expect(LOST.filter((sentence) => text.includes(sentence))).toEqual([]);
    // A key of a catalogue that is missing would be shown as it is.
    expect(text).not.toMatch(/\b[a-z-]+[:.][a-z]+\.[a-z]+[A-Za-z.]*\b(?!\w)/);
    await visit.picture(name);
    expect(await visit.barriers()).toEqual([]);
    expect(await visit.overflow()).toBeLessThanOrEqual(0);
    expect(visit.complaints).toEqual([]);
  });
});
