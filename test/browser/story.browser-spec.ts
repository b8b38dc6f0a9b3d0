import {
  type DonationRead,
  type DonationStatement,
  type DutyCard,
  type DutyView,
  type MeRead,
} from '@heli/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Locator, type Page } from 'playwright-core';
import { closeBrowser, site, Visit, VISITS } from '../support/browser.js';
import { type DemoIds, idsOfDemo, readAs } from '../support/demo-ids.js';
import { isSound, Visitors } from '../support/visitors.js';
import { word } from '../support/words.js';

interface List<T> {
  readonly items: readonly T[];
}

let ids: DemoIds;

beforeAll(async () => {
  ids = await idsOfDemo();
});
afterAll(closeBrowser);

describe.each(VISITS)('from plan to people, $language at $width px', ({ language, width }) => {
  const said = (path: string, values?: Readonly<Record<string, string | number>>): string =>
    word(language, path, values);
  const visitors = new Visitors({ language, width });
  const button = (of: Page | Locator, path: string, values?: Readonly<Record<string, string | number>>) =>
    of.getByRole('button', { name: said(path, values), exact: true });
  /** Whatever the last step said, at the edge of the page. */
  const told = (page: Page, path: string) =>
    page
      .getByRole('alert')
      .filter({ hasText: said(path) })
      .first()
      .waitFor();
  afterAll(() => visitors.end());

  it('a volunteer accepts in one tap, and the coordinator sees the answer arrive', async () => {
    const desk = await visitors.of('coordinator');
    await desk.open('/desk');
    await desk.page.getByRole('heading', { name: said('desk.answers.title') }).waitFor();
    const volunteer = await visitors.of('volunteer');
    await volunteer.open('/my/duties');
    const waiting = button(volunteer.page, 'volunteer.answer.accept');
    const card = volunteer.page.getByRole('article').filter({ has: waiting }).first();
    const title = (await card.getByRole('heading').first().innerText()).trim();
    await waiting.first().click();
    await volunteer.page.getByText(said('volunteer.answer.accepted')).first().waitFor();
    await desk.page.getByText(title).first().waitFor();
    expect(visitors.complaints()).toEqual([]);
  });

  /** A step of a place on the page of its activity, by the menu beside the name. */
  async function step(desk: Visit, { activityId, volunteerId }: DutyView, name: string): Promise<Locator> {
    await desk.open(`/desk/activities/${activityId}`);
    const person = await nameOf(volunteerId);
    await button(desk.page, 'desk.step.menu', { name: person }).last().click();
    await desk.page.getByRole('menuitem', { name: said(`desk.step.name.${name}`), exact: true }).click();
    return desk.page.getByRole('dialog');
  }

  it('a stand-in is asked for a place that is given back, and accepts', async () => {
    const { page: own } = await visitors.of('volunteer');
    const answered = own.waitForResponse((response) => response.url().endsWith('/decline'));
    const waiting = own.getByRole('article').filter({ has: button(own, 'volunteer.answer.accept') });
    await button(waiting.last(), 'volunteer.answer.decline').click();
    await button(own.getByRole('dialog'), 'volunteer.answer.declineNow').click();
    const given = (await (await answered).json()) as DutyView;

    // The service seeks by itself; whom it asked is seen at the desk.
    const desk = await visitors.of('coordinator');
    const asked = await standInFor(given);
    await desk.open(`/desk/activities/${given.activityId}`);
    await desk.page
      .getByText(await nameOf(asked.volunteerId))
      .first()
      .waitFor();
    const signIn = await accountOf(asked.volunteerId);
    const standIn = await Visit.begin({ part: 'volunteer', language, width, signIn });
    await standIn.open('/my/duties');
    const taken = standIn.page.waitForResponse((response) => response.url().endsWith(`${asked.id}/accept`));
    const mine = standIn.page
      .getByRole('article')
      .filter({ has: button(standIn.page, 'volunteer.answer.accept') });
    await button(
      mine.filter({ hasText: await titleOf(given.activityId) }).first(),
      'volunteer.answer.accept',
    ).click();
    expect((await taken).ok()).toBe(true);
    expect(standIn.complaints).toEqual([]);
    await standIn.end();
    await desk.page.getByRole('tab', { name: said('desk.activity.tab.messages') }).click();
    await desk.page.getByText(said('messages.template.offer')).first().waitFor();
    await isSound(desk, 'desk-messages');
    expect(visitors.complaints()).toEqual([]);
  });

  it('a place that the coordinator took back is offered again, and accepted', async () => {
    const desk = await visitors.of('coordinator');
    const duty = await ownAccepted();
    const takeBack = await step(desk, duty, 'withdraw');
    await takeBack
      .getByLabel(said('desk.step.reason'), { exact: false })
      .first()
      .fill(language === 'en' ? 'A mistake' : '弄错了');
    await takeBack.getByRole('checkbox', { name: said('desk.step.replace') }).uncheck();
    await button(takeBack, 'desk.step.name.withdraw').click();
    await takeBack.waitFor({ state: 'hidden' });
    const offer = await step(desk, duty, 'offer');
    await button(offer, 'desk.step.name.offer').click();
    await offer.waitFor({ state: 'hidden' });

    const volunteer = await visitors.of('volunteer');
    await volunteer.open('/my/duties');
    const again = volunteer.page
      .getByRole('article', { name: await titleOf(duty.activityId) })
      .filter({ has: button(volunteer.page, 'volunteer.answer.accept') });
    const accepted = volunteer.page.waitForResponse((response) => response.url().endsWith('/accept'));
    await button(again.first(), 'volunteer.answer.accept').click();
    expect((await accepted).ok()).toBe(true);
    expect(visitors.complaints()).toEqual([]);
  });

  it('a partner unit confirms its hall', async () => {
    const partner = await visitors.of('partner');
    await partner.open('/partner');
    const asked = button(partner.page, 'partner.bookings.confirm');
    const before = await asked.count();
    expect(before).toBeGreaterThan(0);
    await asked.first().click();
    await partner.page.getByText(said('partner.bookings.confirmed')).first().waitFor();
    await asked.nth(before - 1).waitFor({ state: 'detached' });
    expect(visitors.complaints()).toEqual([]);
  });

  it('attendance is ticked at the door, hours are confirmed, and the volunteer reads them', async () => {
    const desk = await visitors.of('coordinator');
    const { page } = desk;
    const { activityId, volunteerId } = await someoneToTick();
    await desk.open(`/desk/activities/${activityId}/check-in`);
    const name = await nameOf(volunteerId);
    const marks = page.getByRole('radiogroup', { name: said('desk.attendance.of', { name }) });
    const marked = (): Promise<unknown> =>
      page.waitForResponse(
        (response) => response.url().endsWith('/attendance') && response.request().method() === 'POST',
      );
    const isMarked = (state: string): Locator =>
      marks.getByRole('radio', { name: said(`desk.attendance.state.${state}`), checked: true });
    await marks.waitFor();
    for (const state of ['no-show', 'checked-in']) {
      if ((await isMarked(state).count()) > 0) continue;
      const stored = marked();
      await marks.getByText(said(`desk.attendance.state.${state}`), { exact: true }).click();
      await stored;
      await isMarked(state).waitFor({ state: 'attached' });
    }
    await isSound(desk, 'check-in-ticked');

    await desk.open(`/desk/activities/${activityId}?tab=hours`);
    const confirm = page.getByRole('button', { name: language === 'en' ? /^Confirm all/ : /^全部确认/ });
    await confirm.click();
    await page.getByRole('dialog').getByRole('button').last().click();
    await page
      .getByRole('heading', { name: said('desk.hours.done'), exact: true })
      .first()
      .waitFor();
    await isSound(desk, 'desk-hours');

    const volunteer = await visitors.of('volunteer');
    await volunteer.open('/my/hours');
    await volunteer.page.getByRole('heading', { name: said('volunteer.hours.entries') }).waitFor();
    const own = (await (await readAs('volunteer'))<MeRead>('me')).volunteerId;
    const title = await titleOf(activityId);
    if (own === volunteerId) await volunteer.page.getByRole('cell', { name: title }).first().waitFor();
    await button(volunteer.page, 'volunteer.certificate.make').click();
    await told(volunteer.page, 'volunteer.certificate.made');
    await volunteer.page.getByText(said('volunteer.certificate.state.valid')).first().waitFor();
    await isSound(volunteer, 'my-certificate');
    expect(visitors.complaints()).toEqual([]);
  });

  it('free time is painted by finger or mouse and by keyboard, and kept', async () => {
    const volunteer = await visitors.of('volunteer');
    const { page } = volunteer;
    await volunteer.open('/my/availability');
    // Monday, half past eight in the evening; Tuesday from there by keyboard.
    const cell = (day: number, slot: number): Locator => page.locator(`[data-place="${day} ${slot}"]`);
    const brush = (name: string): Locator =>
      page
        .getByRole('radiogroup', { name: said('duty.brush.label') })
        .getByRole('radio', { name: new RegExp(`^${said(`duty.brush.${name}`)}`) });
    const paints = async (): Promise<string> => ((await cell(0, 41).getAttribute('aria-label')) ?? '').trim();
    // What is there already says nothing: paint what is not there.
    const wanted = (await paints()).endsWith(said('duty.brush.avoid')) ? 'preferred' : 'avoid';
    await brush(wanted).click();
    if (width < 600) await cell(0, 41).tap();
    else {
      await cell(0, 41).scrollIntoViewIfNeeded();
      const [from, to] = [await cell(0, 41).boundingBox(), await cell(0, 43).boundingBox()];
      if (from === null || to === null) throw new Error('the week is not drawn');
      await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
      await page.mouse.down();
      await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 });
      await page.mouse.up();
      expect(await cell(0, 42).getAttribute('aria-label')).toContain(said(`duty.brush.${wanted}`));
    }
    await cell(0, 41).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    expect(await cell(1, 42).getAttribute('aria-label')).toContain(said(`duty.brush.${wanted}`));
    await button(page, 'common.action.save').click();
    await told(page, 'common.state.saved');
    await page.reload();
    await cell(0, 41).waitFor();
    for (const [day, slot] of [
      [0, 41],
      [1, 41],
      [1, 42],
    ] as const)
      expect(await cell(day, slot).getAttribute('aria-label')).toContain(said(`duty.brush.${wanted}`));
    await isSound(volunteer, 'availability-painted');
    expect(visitors.complaints()).toEqual([]);
  });

  it('an expense is entered by the coordinator and approved by somebody else', async () => {
    const desk = await visitors.of('coordinator');
    const { page } = desk;
    const { activityId, reservedFen } = await mostSetAside();
    const voucher = `${language}-${width}-${activityId}`;
    await desk.open(`/desk/activities/${activityId}?tab=money`);
    await button(page, 'money.spend.button').click();
    const dialog = page.getByRole('dialog');
    const from = dialog.getByRole('combobox', { name: said('money.spend.from') });
    if ((await from.inputValue()) === '') {
      await from.click();
      await page.getByRole('option').first().click();
    }
    await dialog.getByLabel(said('money.spend.amount')).fill(String(Math.floor(reservedFen / 100)));
    await dialog.getByLabel(said('money.spend.voucher')).fill(voucher);
    await dialog.getByLabel(said('money.spend.what')).fill(language === 'en' ? 'Materials' : '活动物料');
    await isSound(desk, 'expense');
    await button(dialog, 'money.spend.go').click();
    await page.getByRole('row').filter({ hasText: voucher }).waitFor();
    await isSound(desk, 'desk-money');
    // Whoever asks is not offered to approve.
    await desk.open('/pools/expenses');
    await page.getByText(voucher).waitFor();
    expect(await button(page, 'pools.expense.approve').count()).toBe(0);

    const council = await visitors.of('council');
    await council.open('/pools/expenses');
    const waiting = council.page.getByRole('article', { name: voucher });
    await button(waiting, 'pools.expense.approve').click();
    await button(council.page.getByRole('dialog'), 'pools.expense.approve').click();
    await waiting.waitFor({ state: 'detached' });
    await council.open('/pools/expenses?state=spent');
    await council.page.getByText(voucher).waitFor();
    await isSound(council, 'expenses');
    expect(visitors.complaints()).toEqual([]);
  });

  it('the council looks at what is open, and why', async () => {
    const council = await visitors.of('council');
    await council.open(`/seasons/${ids.season}/open`);
    expect(await council.page.locator('main').innerText()).toMatch(/\d/);
    expect(visitors.complaints()).toEqual([]);
  });

  it('an auditor reads figures and the trail, and is offered nothing that changes anything', async () => {
    const auditor = await visitors.of('auditor');
    const { page } = auditor;
    await auditor.open(`/seasons/${ids.season}/dashboard`);
    await button(page, 'common.chart.table').first().click();
    await page.getByRole('table').first().waitFor();
    await isSound(auditor, 'dashboard-table');
    await auditor.open(`/audit?kind=plan&id=${ids.plan}`);
    await page.getByRole('listitem').or(page.getByRole('row')).first().waitFor();
    expect(await page.locator('main').innerText()).toContain(said('audit.verb.published'));
    await isSound(auditor, 'trail');
    await auditor.open(`/seasons/${ids.season}/board`);
    expect(await button(page, 'common.action.delete').count()).toBe(0);
    await auditor.open('/desk');
    expect(await button(page, 'desk.standIn.seek').count()).toBe(0);
    expect(visitors.complaints()).toEqual([]);
  });
});

async function nameOf(volunteerId: string): Promise<string> {
  const { name } = await (await readAs('coordinator'))<{ name: string }>(`volunteers/${volunteerId}`);
  return name;
}

async function titleOf(activityId: string): Promise<string> {
  const { title } = await (await readAs('coordinator'))<{ title: string }>(`activities/${activityId}`);
  return title;
}

const TURNS = 300;
const TURN_MS = 200;

/** Whom the service asks in place of whoever gave it back: a worker ranks them first. */
async function standInFor({ activityId, roleId }: DutyView): Promise<DutyView> {
  const read = await readAs('coordinator');
  for (let turn = 0; turn < TURNS; turn += 1) {
    const { items } = await read<List<DutyView>>(`duties?activityId=${activityId}&state=offered&limit=100`);
    const found = items.find((one) => one.roleId === roleId && one.origin === 'stand-in');
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, TURN_MS));
  }
  throw new Error(`nobody was asked for a place in ${activityId}`);
}

/** Something that the demo's volunteer has agreed to and that is still some days away. */
async function ownAccepted(): Promise<DutyView> {
  const read = await readAs('volunteer');
  const from = encodeURIComponent(new Date(Date.now() + 3 * 24 * 60 * 60_000).toISOString());
  const { items } = await read<List<DutyView>>(`duty-cards?state=accepted&from=${from}&limit=1`);
  const [first] = items;
  if (first === undefined) throw new Error('the volunteer of the demo has agreed to nothing');
  return first;
}

/** An account for a volunteer, made by the admin. */
async function accountOf(
  volunteerId: string,
): Promise<{ readonly login: string; readonly password: string }> {
  const { address, signIns } = site();
  const admin = signIns.find(({ role }) => role === 'admin');
  const post = async (path: string, body: unknown, token?: string): Promise<{ accessToken?: string }> => {
    const response = await fetch(`${address}/api/v1/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { accessToken?: string };
  };
  const { accessToken } = await post('auth/sign-in', { login: admin?.login, password: admin?.password });
  const { items } = await (await readAs('admin'))<List<{ id: string }>>('organizations?limit=1');
  const signIn = { login: `stand-in-${Date.now()}`, password: `a password of ${Date.now()}` };
  await post(
    `organizations/${items[0]?.id ?? ''}/members`,
    { ...signIn, displayName: volunteerId, role: 'volunteer', volunteerId },
    accessToken,
  );
  return signIn;
}

/** Somebody of what is over whose hours are not confirmed: the demo's own volunteer as long as there is such a place. */
async function someoneToTick(): Promise<DutyCard> {
  const read = await readAs('coordinator');
  const until = encodeURIComponent(new Date().toISOString());
  const { volunteerId } = await (await readAs('volunteer'))<MeRead>('me');
  const open = `state=no-show&state=checked-in&until=${until}&limit=100`;
  const [own, all] = await Promise.all(
    [`duty-cards?volunteerId=${volunteerId ?? ''}&${open}`, `duty-cards?${open}`].map((path) =>
      read<List<DutyCard>>(path),
    ),
  );
  const found = [...(own?.items ?? []), ...(all?.items ?? [])].find(
    ({ kind, end }) => kind === 'volunteer_service' && Date.parse(end) < Date.now(),
  );
  if (found === undefined) throw new Error('the demo has nobody whose hours are open');
  return found;
}

/** The activity with the most money that is set aside for one line of it. */
async function mostSetAside(): Promise<{ readonly activityId: string; readonly reservedFen: number }> {
  const read = await readAs('coordinator');
  const { items } = await read<List<DonationRead>>('donations?limit=100');
  const statements = await Promise.all(
    items.map(({ id }) => read<DonationStatement>(`donations/${id}/statement`)),
  );
  const lines = statements.flatMap(({ activities }) =>
    activities.flatMap(({ activityId, lines: some }) =>
      some.map(({ reservedFen }) => ({ activityId, reservedFen })),
    ),
  );
  const [most] = lines.sort((a, b) => b.reservedFen - a.reservedFen);
  if (most === undefined) throw new Error('the demo has no money set aside');
  return most;
}
