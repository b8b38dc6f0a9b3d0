import { type ActivityRead, type PlanDocument } from '@heli/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Page } from 'playwright-core';
import { closeBrowser, type Visit, VISITS } from '../support/browser.js';
import { type DemoIds, idsOfDemo, readAs } from '../support/demo-ids.js';
import { isSound, Visitors } from '../support/visitors.js';
import { word } from '../support/words.js';

/** Solving again what competes with an activity, on a machine that has other work. */
const PATIENCE = { timeout: 170_000 };
const WEEKS_AHEAD_MS = 35 * 24 * 60 * 60_000;

let ids: DemoIds;

beforeAll(async () => {
  ids = await idsOfDemo();
});
afterAll(closeBrowser);

/** And that the browser had nothing to complain about. */
async function isSoundAndQuiet(visit: Visit, name: string): Promise<void> {
  await isSound(visit, name);
  expect(visit.complaints).toEqual([]);
}

describe.each(VISITS)('a council decides, $language at $width px', ({ language, width }) => {
  const said = (path: string, values?: Readonly<Record<string, string | number>>): string =>
    word(language, path, values);
  const button = (page: Page, path: string) => page.getByRole('button', { name: said(path), exact: true });
  const visitors = new Visitors({ language, width });
  afterAll(() => visitors.end());

  it(
    width < 600
      ? 'to mend the published plan with the fewest changes, and publishes what came of it'
      : 'to move an activity, sees its price, holds it there and publishes what came of it',
    async () => {
      const council = await visitors.of('council');
      const { page } = council;
      if (width < 600) {
        await council.open(`/seasons/${ids.season}/runs/new`);
        await page.getByRole('radio', { name: new RegExp(`^${said('runs.preset.least.name')}`) }).click();
        await isSoundAndQuiet(council, 'least-change');
        await button(page, 'runs.least.go').click();
      } else {
        const activity = await oneWithAnotherTime();
        await council.open(`/seasons/${ids.season}/board?activity=${activity.id}`);
        await button(page, 'board.move.open').click();
        const dialog = page.getByRole('dialog').last();
        await dialog.getByRole('combobox', { name: said('board.move.candidates') }).click();
        await page.getByRole('option', { selected: false }).last().click();
        await dialog.getByRole('table').first().waitFor(PATIENCE);
        await isSoundAndQuiet(council, 'move');
        await button(page, 'board.move.ask').click();
      }
      const toPlan = page.getByRole('link', { name: said('answers.saved.open') });
      await toPlan.waitFor(PATIENCE);
      await isSoundAndQuiet(council, 'replanned');
      await toPlan.click();

      await page.getByRole('heading', { name: said('plans.proof.title') }).waitFor();
      await button(page, 'plans.decide.review').click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: said('plans.decide.review') })
        .click();
      await button(page, 'plans.publish.button').click();
      const dialog = page.getByRole('dialog');
      // People go on living: what was changed in the pools meanwhile is looked at and accepted.
      const accept = dialog.getByRole('checkbox', { name: said('plans.publish.accept') });
      await dialog.getByText(said('plans.publish.upToDate')).or(accept).first().waitFor(PATIENCE);
      if ((await accept.count()) > 0) await accept.check();
      await dialog
        .getByLabel(said('plans.resolutionField.number'))
        .fill(`P-${language}-${width}-${Date.now()}`);
      await dialog.getByLabel(said('plans.resolutionField.day')).fill('2026-11-01');
      await isSoundAndQuiet(council, 'publish');
      await dialog.getByRole('button', { name: said('plans.publish.go'), exact: true }).click();
      await page.getByText(said('plans.publish.done')).first().waitFor(PATIENCE);
      await page.getByText(said('runs.planState.published'), { exact: true }).first().waitFor();
      await isSoundAndQuiet(council, 'published');
    },
  );
});

/** An activity some weeks from now that the published plan holds, and that could take place at another time. */
async function oneWithAnotherTime(): Promise<ActivityRead> {
  const read = await readAs('council');
  const { scheduled } = await read<PlanDocument>(`plans/${ids.plan}/document`);
  const from = Date.now() + WEEKS_AHEAD_MS;
  for (const { activityId } of scheduled.filter(({ start }) => Date.parse(start) > from)) {
    const activity = await read<ActivityRead>(`activities/${activityId}`);
    if (activity.candidateStarts.filter((start) => Date.parse(start) > from).length > 1) return activity;
  }
  throw new Error('the demo has no activity with two times');
}
