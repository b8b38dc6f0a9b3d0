import { setTimeout as sleep } from 'node:timers/promises';
import { type DutyView, FINAL_RUN_STATES, type PlanView, type RunView } from '@heli/contracts';
import { type Random } from '@heli/generator';
import { type Entry, type Journal } from './journal.js';
import { BOOKS, communityOf, placesOf, volunteersOf } from './season.js';

const BREATH_MS = 30;
/** Between two attempts at a service that gives no answer. */
const AWAY_MS = 300;
const BETWEEN_PLANS_MS = 500;
const LOOK_MS = 100;
const ROWS_OF_A_TABLE = 5;
export const IMPORTED_ROWS = ROWS_OF_A_TABLE;

/** Who sends the traffic of a round, and about which season. */
export interface Scene {
  readonly journal: Journal;
  readonly random: Random;
  readonly seasonId: string;
  readonly gift: string;
  /** Duties that somebody has begun to answer: nobody else touches them. */
  readonly touched: Set<string>;
}

/** Takes one step; what it is told it may forget, for the journal keeps it. */
export type Hand = (scene: Scene) => Promise<void>;

/** The money of a gift arrives, is set aside, spent and taken back. */
const treasurer: Hand = async ({ journal, random, gift }) => {
  const { activityId, budgetLineId } = BOOKS;
  const address = `donations/${gift}`;
  const post = (kind: Entry['write']['kind'], path: string, body: (id: string) => object): Promise<Entry> =>
    journal.send((id) => ({ kind, path, body: body(id) }));
  const receipt = await post('receipt', `${address}/receipts`, (reference) => ({
    amountFen: 500 + random.int(0, 99),
    reference,
  }));
  const id = receipt.acknowledged?.body.id;
  if (typeof id === 'string' && random.chance(0.2)) {
    await post('reversal', `${address}/transactions/${id}/reversal`, () => ({ reason: '记错了金额' }));
    return;
  }
  await post('reservation', `${address}/reservations`, () => ({ activityId, budgetLineId, amountFen: 300 }));
  await post('expense', `activities/${activityId}/expenses`, (voucherNumber) => ({
    ...{ donationId: gift, budgetLineId, amountFen: random.int(1, 200), voucherNumber },
    description: '茶叶',
  }));
};

/** Volunteers answer what they are asked, and ask for places. */
const volunteers: Hand = async (scene) => {
  const { journal, random, seasonId, touched } = scene;
  if (random.chance(0.3)) {
    const { activityId, roleId } = random.pick(placesOf(seasonId));
    const path = `activities/${activityId}/roles/${roleId}/sign-up`;
    await journal.send({ kind: 'sign-up', path, body: { volunteerId: random.pick(volunteersOf(seasonId)) } });
    return;
  }
  const duty = await untouchedDuty(scene);
  if (duty === undefined) return;
  touched.add(duty.id);
  const accepting = random.chance(0.6);
  if (accepting) {
    const accepted = await journal.send({ kind: 'accept', path: `duties/${duty.id}/accept`, body: {} });
    if (accepted.acknowledged === undefined || random.chance(0.8)) return;
  }
  await journal.send({ kind: 'decline', path: `duties/${duty.id}/decline`, body: { reason: '出差' } });
};

/** A duty that waits for an answer, and that nobody has begun to answer. */
export async function untouchedDuty({
  journal,
  random,
  seasonId,
  touched,
}: Scene): Promise<DutyView | undefined> {
  const page = await journal.read<{ items: DutyView[] }>(
    `duties?seasonId=${seasonId}&state=offered&limit=200`,
  );
  const open = (page?.items ?? []).filter(({ id }) => !touched.has(id));
  return open.length === 0 ? undefined : random.pick(open);
}

/** Pools grow, one by one and by tables. */
const registrar: Hand = async ({ journal, random }) => {
  const communityId = communityOf(BOOKS.seasonId);
  if (random.chance(0.5)) {
    await journal.send((id) => ({ kind: 'volunteer', path: 'volunteers', body: { id, communityId } }));
    return;
  }
  await journal.send((id) => {
    const rows = Array.from({ length: ROWS_OF_A_TABLE }, (_, at) => `${id}.${at + 1},${communityId}`);
    return { kind: 'import', path: 'imports/volunteers', body: `id,community\n${rows.join('\n')}\n` };
  });
};

/** The council computes, looks through and publishes the season again and again. */
export const council: Hand = async ({ journal, seasonId }) => {
  const run = await journal.send({ kind: 'run', path: `seasons/${seasonId}/runs`, body: {} });
  const id = run.acknowledged?.body.id;
  if (typeof id !== 'string') return;
  const planId = (await untilOver(journal, id))?.planId;
  if (planId == null) return;
  const headers = { 'if-match': '*' };
  const reviewed = await journal.send({ kind: 'review', path: `plans/${planId}/review`, body: {}, headers });
  if (reviewed.acknowledged === undefined) return;
  await journal.send((number) => ({
    ...{ kind: 'publish', path: `plans/${planId}/publish`, headers },
    body: { resolution: { number, decidedOn: '2093-02-20' } },
  }));
  await sleep(BETWEEN_PLANS_MS);
};

/** Gives up waiting after a while: a run that hangs is found by the checks. */
async function untilOver(journal: Journal, id: string): Promise<RunView | undefined> {
  for (let look = 0; look < 100; look++) {
    const run = await journal.read<RunView>(`runs/${id}`);
    if (run !== undefined && FINAL_RUN_STATES.includes(run.state)) return run;
    await sleep(LOOK_MS);
  }
  return undefined;
}

const HANDS: readonly Hand[] = [treasurer, treasurer, volunteers, volunteers, registrar, council];

/** A season with a gift and a published plan, before anything goes wrong. */
export async function openScene(
  journal: Journal,
  random: Random,
  seasonId: string,
): Promise<{ scene: Scene; plan: PlanView }> {
  const gift = `${seasonId}-gift`;
  const scene: Scene = { journal, random, seasonId, gift, touched: new Set() };
  await journal.send({
    kind: 'gift',
    path: 'donations',
    body: { id: gift, amountFen: 10_000_000, seasonId: BOOKS.seasonId },
  });
  await council(scene);
  const last = journal.entries.at(-1);
  if (last?.write.kind !== 'publish' || last.acknowledged === undefined)
    throw new Error(`the first plan of ${seasonId} was not published: ${JSON.stringify(last)}`);
  return { scene, plan: last.acknowledged.body as unknown as PlanView };
}

/** All hands at work until they are told to stop; each then ends what it is at. */
export function startTraffic(scene: Scene): { stop: () => Promise<void> } {
  let going = true;
  const work = HANDS.map(async (hand) => {
    while (going) {
      await hand(scene);
      const away = scene.journal.entries.at(-1)?.settled === false;
      await sleep((away ? AWAY_MS : BREATH_MS) * (0.5 + scene.random.real()));
    }
  });
  return {
    stop: async () => {
      going = false;
      await Promise.all(work);
    },
  };
}
