import { setTimeout as sleep } from 'node:timers/promises';
import { verifyDocument } from '@heli/allocator';
import { type DonationStatement, planDocument, problem as problemContract } from '@heli/contracts';
import { faultsOfBooks } from '../integration/ledger/books.js';
import { type Journal } from './journal.js';
import { OPERATOR_KEY, type Stand } from './stand.js';
import { weigh } from './effects.js';

const LOOK_MS = 200;
/** After which a run counts as hanging and a job as stuck, with nothing wrong any more. */
const PATIENCE_MS = 300_000;

/** What was found after a fault. All lists are empty when all is well. */
export interface Verdict {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly ledger: readonly string[];
  readonly plans: readonly string[];
  /** Runs that do not end, jobs that stay in their queue, requests that nobody can answer, processes that ended by themselves. */
  readonly stuck: readonly string[];
  readonly plansVerified: number;
  readonly giftsRead: number;
}

/** Waits until what was begun is over, then looks at everything that must hold. */
export async function examine(stand: Stand, journal: Journal, seasonId: string): Promise<Verdict> {
  const unsettled = await journal.settle(PATIENCE_MS);
  const hanging = await runsThatHang(stand);
  const jobs = await jobsThatStay(stand);
  const { lost, doubled } = await weigh(stand.database, journal.entries);
  const books = await faultsOfBooks(stand.database);
  const gifts = await statements(stand);
  const plans = await publishedPlans(stand, seasonId);
  return {
    lost,
    doubled: [...doubled, ...(await placesTakenTwice(stand))],
    ledger: [...books, ...gifts.faults],
    plans: plans.faults,
    stuck: [
      ...unsettled.map(({ id, answers }) => `${id} has no answer: ${JSON.stringify(answers.at(-1))}`),
      ...hanging,
      ...jobs,
      ...(await failedWork(stand)),
      ...stand.parts.flatMap(({ ownEnds, output }) =>
        ownEnds.splice(0).map((end) => `${end}\n${output.slice(-3000)}`),
      ),
      ...journal.surprises
        .splice(0)
        .map(({ asked, requestId }) => `500 to ${asked}: ${logOf(stand, requestId)}`),
    ],
    plansVerified: plans.verified,
    giftsRead: gifts.read,
  };
}

/** What the API wrote about a request. */
function logOf({ api }: Stand, requestId: string): string {
  const at = api.output.indexOf(requestId);
  return at < 0 ? `nothing about ${requestId} in the log` : api.output.slice(at - 200, at + 1_500);
}

async function direct<T>(stand: Stand, path: string): Promise<T> {
  const answer = await fetch(`${stand.directAddress}${path}`, {
    headers: { authorization: `Bearer ${OPERATOR_KEY}` },
    signal: AbortSignal.timeout(60_000),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  const type = answer.headers.get('content-type') ?? '';
  return (type.includes('json') ? await answer.json() : await answer.text()) as T;
}

/** Asks until nothing is left; what is left after all patience is the fault. */
async function untilEmpty(ask: () => Promise<string[]>): Promise<string[]> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const left = await ask();
    if (left.length === 0 || Date.now() > until) return left;
    await sleep(LOOK_MS);
  }
}

/** Every run ends, and one that came to a plan has one plan. */
async function runsThatHang({ database }: Stand): Promise<string[]> {
  const open = await untilEmpty(async () => {
    const rows = await database.query<{ id: string; state: string; attempt: number }[]>(
      `SELECT id, state, attempt FROM allocation_runs WHERE state IN ('queued', 'running')`,
    );
    return rows.map(({ id, state, attempt }) => `run ${id} stays ${state} after ${attempt} attempts`);
  });
  const rows = await database.query<{ id: string; state: string; failure: object | null; plans: number }[]>(
    `SELECT id, state, failure, (SELECT count(*)::int FROM plans WHERE run_id = run.id) AS plans
       FROM allocation_runs run
      WHERE state = 'failed' OR (state = 'succeeded') <> ((SELECT count(*) FROM plans WHERE run_id = run.id) = 1)`,
  );
  const wrong = rows.map(
    ({ id, state, plans, failure }) => `run ${id} is ${state} with ${plans} plans ${JSON.stringify(failure)}`,
  );
  return [...open, ...wrong];
}

/** A moment comes at which no queue holds anything. */
function jobsThatStay(stand: Stand): Promise<string[]> {
  return untilEmpty(async () => {
    const page = await direct<string>(stand, '/metrics');
    return [...page.matchAll(/^heli_queue_jobs\{(.+)\} ([1-9]\d*)$/gm)].map(
      ([, labels = '', jobs = '']) => `${jobs} jobs stay in ${labels}`,
    );
  });
}

/** What workers gave up, and is not done by now. */
async function failedWork(stand: Stand): Promise<string[]> {
  const { items } = await direct<{ items: { kind: string; subject: string; code: string }[] }>(
    stand,
    '/api/v1/operations/failed-jobs?limit=50',
  );
  return items.map(({ kind, subject, code }) => `${kind} ${subject} was given up with ${code}`);
}

/** Nobody in two places at once, no role with more than it may have, no offer that ended before its time. */
async function placesTakenTwice({ database }: Stand): Promise<string[]> {
  const rows = await database.query<{ fault: string }[]>(`
    WITH held AS (SELECT * FROM duties WHERE state IN ('offered', 'accepted', 'checked-in', 'confirmed'))
    SELECT one.volunteer_id || ' serves in ' || one.activity_id || ' and ' || other.activity_id AS fault
      FROM held one JOIN held other ON other.volunteer_id = one.volunteer_id AND other.id > one.id
       AND other.start_at < one.end_at AND one.start_at < other.end_at
    UNION ALL
    SELECT 'the offer ' || id || ' expired before its time' FROM duties WHERE state = 'expired' AND respond_by > now()
    UNION ALL
    SELECT season_id || ' has ' || count(*) || ' published plans' FROM plans WHERE state = 'published'
     GROUP BY season_id HAVING count(*) > 1
    UNION ALL
    SELECT held.activity_id || ' has ' || count(*) || ' in ' || role.id FROM held
      JOIN activities ON activities.id = held.activity_id
      CROSS JOIN LATERAL jsonb_to_recordset(activities.roles) role(id text, max int)
     WHERE role.id = held.role_id GROUP BY held.activity_id, role.id, role.max HAVING count(*) > role.max`);
  return rows.map(({ fault }) => fault);
}

/** What the service itself says of every gift adds up. */
async function statements(stand: Stand): Promise<{ faults: string[]; read: number }> {
  const gifts = await stand.database.query<{ id: string }[]>('SELECT id FROM donations ORDER BY id');
  const faults: string[] = [];
  for (const { id } of gifts) {
    const said = await direct<DonationStatement>(stand, `/api/v1/donations/${id}/statement`);
    if (
      said.pledgedFen !== said.awaitedFen + said.receivedFen + said.lapsedFen ||
      said.receivedFen !== said.leftFen + said.spentFen + said.returnedFen
    )
      faults.push(`the statement of ${id} does not add up: ${JSON.stringify(said)}`);
  }
  return { faults, read: gifts.length };
}

/**
 * Published plans, of one season or all, by the service from what it stores, and from their two files by the verification
 * alone.
 */
export async function publishedPlans(
  stand: Stand,
  seasonId?: string,
): Promise<{ faults: string[]; verified: number }> {
  const plans = await stand.database.query<{ id: string; run: string }[]>(
    `SELECT id, run_id AS run FROM plans WHERE state = 'published' AND season_id = coalesce($1, season_id) ORDER BY id`,
    [seasonId ?? null],
  );
  const faults: string[] = [];
  for (const { id, run } of plans) {
    const { verified } = await direct<{ verified: boolean }>(stand, `/api/v1/plans/${id}/verification`);
    const document = planDocument.parse(await direct(stand, `/api/v1/plans/${id}/document`));
    const problem = problemContract.parse(await direct(stand, `/api/v1/runs/${run}/problem`));
    const broken = verifyDocument(problem, document);
    if (!verified) faults.push(`the service does not verify plan ${id}`);
    if (broken.length > 0) faults.push(`plan ${id} does not verify: ${JSON.stringify(broken[0])}`);
  }
  return { faults, verified: plans.length - faults.length };
}
