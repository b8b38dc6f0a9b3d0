import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeBrowser, type Language, type Part, Visit, VISITS } from '../support/browser.js';
import { type DemoIds, idsOfDemo } from '../support/demo-ids.js';

interface Texts {
  readonly [key: string]: string | Texts;
}

/** A sentence of a catalogue of the console up to the first thing that is put into it, e.g. `volunteer.answer.accepted`. */
function word(language: Language, path: string): string {
  const [namespace = '', ...keys] = path.split('.');
  const file = new URL(`../../src/console/i18n/${language}/${namespace}.json`, import.meta.url);
  let found: Texts | string | undefined = JSON.parse(readFileSync(file, 'utf8')) as Texts;
  for (const key of keys) found = typeof found === 'object' ? found[key] : undefined;
  if (typeof found !== 'string') throw new Error(`no ${path} in ${language}`);
  return found.split('{{')[0] ?? '';
}

let ids: DemoIds;

beforeAll(async () => {
  ids = await idsOfDemo();
});
afterAll(closeBrowser);

describe.each(VISITS)('from plan to people, $language at $width px', ({ language, width }) => {
  const said = (path: string): string => word(language, path);
  const begin = (part: Part): Promise<Visit> => Visit.begin({ part, language, width });

  it('a volunteer accepts in one tap, and the coordinator sees the answer arrive', async () => {
    const desk = await begin('coordinator');
    await desk.open('/desk');
    const answers = desk.page.getByRole('heading', { name: said('desk.answers.title') });
    await answers.waitFor();
    const volunteer = await begin('volunteer');
    await volunteer.open('/my/duties');
    const waiting = volunteer.page.getByRole('button', {
      name: said('volunteer.answer.accept'),
      exact: true,
    });
    const card = volunteer.page.getByRole('article').filter({ has: waiting }).first();
    const title = (await card.getByRole('heading').first().innerText()).trim();
    await waiting.first().click();
    await volunteer.page.getByText(said('volunteer.answer.accepted')).first().waitFor();
    await desk.page.getByText(title).first().waitFor();
    expect([...volunteer.complaints, ...desk.complaints]).toEqual([]);
    await volunteer.end();
    await desk.end();
  });

  it('a partner unit confirms its hall', async () => {
    const partner = await begin('partner');
    await partner.open('/partner');
    const asked = partner.page.getByRole('button', { name: said('partner.bookings.confirm'), exact: true });
    const before = await asked.count();
    expect(before).toBeGreaterThan(0);
    await asked.first().click();
    await partner.page.getByText(said('partner.bookings.confirmed')).first().waitFor();
    await expectCount(() => asked.count(), before - 1);
    expect(partner.complaints).toEqual([]);
    await partner.end();
  });

  it('the council looks at what is open, and why', async () => {
    const council = await begin('council');
    await council.open(`/seasons/${ids.season}/open`);
    await council.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await council.page.locator('main').innerText()).toMatch(/\d/);
    expect(council.complaints).toEqual([]);
    await council.end();
  });

  it('an auditor is offered nothing that changes anything', async () => {
    const auditor = await begin('auditor');
    await auditor.open(`/seasons/${ids.season}/board`);
    expect(await auditor.page.getByRole('button', { name: said('common.action.delete') }).count()).toBe(0);
    await auditor.open('/desk');
    expect(
      await auditor.page.getByRole('button', { name: said('desk.standIn.seek'), exact: true }).count(),
    ).toBe(0);
    await auditor.end();
  });
});

const TURNS = 600;
const TURN_MS = 100;

/** What was answered leaves the list a moment later. */
async function expectCount(look: () => Promise<number>, wanted: number): Promise<void> {
  for (let turn = 0; turn < TURNS && (await look()) !== wanted; turn++)
    await new Promise((resolve) => setTimeout(resolve, TURN_MS));
  expect(await look()).toBe(wanted);
}
