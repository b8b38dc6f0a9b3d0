import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { type OpenPlace, type PlanDocument, problem } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { newId } from '../../database/index.js';
import { type Rules, ruleSetOf } from '../resolutions/index.js';
import { type PlanCounts, StoredPlan } from './plan.entity.js';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

export interface NewPlan {
  readonly runId: string;
  readonly seasonId: string;
  readonly document: PlanDocument;
  readonly open: readonly OpenPlace[];
  /** heli-problem/1 as JSON, compressed by gzip: what it was made for. */
  readonly problemGzip: Uint8Array;
}

/** Made outside the transaction: compressing takes a while. */
export interface PreparedPlan extends NewPlan {
  readonly id: string;
  readonly documentGzip: Buffer;
  readonly rules: Rules;
}

export async function preparePlan(plan: NewPlan): Promise<PreparedPlan> {
  const { policy, objective, calendar } = problem
    .pick({ policy: true, objective: true, calendar: true })
    .strip()
    .parse(JSON.parse((await decompress(plan.problemGzip)).toString('utf8')));
  return {
    ...plan,
    id: newId(),
    documentGzip: await compress(JSON.stringify(plan.document)),
    rules: { policy, objective, calendar },
  };
}

/** Writes a plan and all its parts as rows; the caller's transaction holds it together with the run's end. */
export async function writePlan(manager: EntityManager, plan: PreparedPlan): Promise<void> {
  const { document, open } = plan;
  const { certificate } = document;
  const ruleSet = await ruleSetOf(manager, plan.seasonId, plan.rules);
  await manager.getRepository(StoredPlan).save({
    id: plan.id,
    runId: plan.runId,
    seasonId: plan.seasonId,
    state: 'draft',
    ruleSetId: ruleSet.id,
    problemSha256: document.problemSha256,
    quality: certificate.quality,
    termination: certificate.termination,
    gap: certificate.gap,
    counts: countsOf(document, open),
    certificate,
    openPlaces: [...open],
    documentGzip: plan.documentGzip,
  });
  await writeParts(manager, plan);
}

function countsOf(document: PlanDocument, open: readonly OpenPlace[]): PlanCounts {
  return {
    scheduled: document.scheduled.length,
    dropped: document.dropped.length,
    assignments: document.assignments.length,
    groupEngagements: document.groupEngagements.length,
    equipmentLoans: document.equipmentLoans.length,
    fundAllocations: document.fundAllocations.length,
    openPlaces: open.reduce((sum, place) => sum + place.missing, 0),
  };
}

/** One statement a table, whatever the number of rows. Columns are listed with their types. */
async function writeParts(manager: EntityManager, { id, document }: PreparedPlan): Promise<void> {
  const { scheduled } = document;
  const when = 'activity_id text, start_at timestamptz, end_at timestamptz';
  const times = (activity: PlanDocument['scheduled'][number]) => ({
    activity_id: activity.activityId,
    start_at: activity.start,
    end_at: activity.end,
  });
  await insertRows(manager, id, 'scheduled_activities', when, scheduled.map(times), false);
  await insertRows(
    manager,
    id,
    'venue_bookings',
    `${when}, venue_id text`,
    scheduled
      .filter((activity) => activity.venueId !== null)
      .map((activity) => ({ ...times(activity), venue_id: activity.venueId })),
  );
  await insertRows(
    manager,
    id,
    'assignments',
    'activity_id text, role_id text, volunteer_id text',
    document.assignments.map((part) => ({
      activity_id: part.activityId,
      role_id: part.roleId,
      volunteer_id: part.volunteerId,
    })),
  );
  await insertRows(
    manager,
    id,
    'group_engagements',
    'activity_id text, demand_id text, group_id text',
    document.groupEngagements.map((part) => ({
      activity_id: part.activityId,
      demand_id: part.demandId,
      group_id: part.groupId,
    })),
  );
  await insertRows(
    manager,
    id,
    'equipment_loans',
    'activity_id text, equipment_id text, quantity int',
    document.equipmentLoans.map((part) => ({
      activity_id: part.activityId,
      equipment_id: part.equipmentId,
      quantity: part.quantity,
    })),
  );
  await insertRows(
    manager,
    id,
    'fund_allocations',
    'activity_id text, budget_line_id text, donation_id text, amount_fen bigint',
    document.fundAllocations.map((part) => ({
      activity_id: part.activityId,
      budget_line_id: part.budgetLineId,
      donation_id: part.donationId,
      amount_fen: part.amountFen,
    })),
  );
}

async function insertRows(
  manager: EntityManager,
  planId: string,
  table: string,
  columns: string,
  rows: readonly object[],
  withId = true,
): Promise<void> {
  if (rows.length === 0) return;
  const names = columns
    .split(', ')
    .map((column) => column.split(' ')[0])
    .join(', ');
  const own = withId
    ? { names: 'id, version, ', values: 'gen_random_uuid()::text, 1, ' }
    : { names: '', values: '' };
  await manager.query(
    `INSERT INTO ${table} (${own.names}plan_id, ${names})
     SELECT ${own.values}$1, ${names} FROM jsonb_to_recordset($2::jsonb) AS part(${columns})`,
    [planId, JSON.stringify(rows)],
  );
}
