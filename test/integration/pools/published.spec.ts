import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { loadProblem } from '../../../src/features/problems/index.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { World } from './world.js';

let app: TestApp;
let dataSource: DataSource;
const world = new World(() => app.server);

beforeAll(async () => {
  app = await startTestApp();
  dataSource = app.app.get(DataSource);
  await world.found();
  await world.post('volunteers', { id: 'v1', communityId: 'c1' });
  await world.post('donations', { id: 'free', amountFen: 1_000 });
  await world.post('series', {
    id: 'sat',
    seasonId: 's1',
    title: '义诊',
    communityId: 'c1',
    rrule: 'FREQ=WEEKLY;BYDAY=SA;COUNT=3',
    firstStart: '2013-03-02T09:00:00+08:00',
    template: { kind: 'volunteer_service', durationMinutes: 60, roles: [{ id: 'r', target: 1 }] },
  });
  await publishPlan('sat-20130309T0900');
});
afterAll(() => app.close());

/** A published plan of season s1 that holds one activity, one person and 300 fen; nothing else of a plan matters here. */
async function publishPlan(activityId: string): Promise<void> {
  await dataSource.query(
    `INSERT INTO allocation_runs (id, season_id, state, request) VALUES ('run', 's1', 'succeeded', '{}')`,
  );
  await dataSource.query(
    `INSERT INTO plans (id, version, run_id, season_id, state, problem_sha256, quality, termination, gap, counts, certificate, open_places, document_gzip)
     VALUES ('plan', 1, 'run', 's1', 'published', '', 'optimal', 'converged', 0, '{}', '{}', '[]', '')`,
  );
  await dataSource.query(
    `INSERT INTO scheduled_activities VALUES ('plan', $1, '2013-03-09T01:00Z', '2013-03-09T02:00Z')`,
    [activityId],
  );
  await dataSource.query(
    `INSERT INTO assignments (id, version, plan_id, activity_id, role_id, volunteer_id) VALUES ('a', 1, 'plan', $1, 'r', 'v1')`,
    [activityId],
  );
  await dataSource.query(
    `INSERT INTO fund_allocations (id, version, plan_id, activity_id, budget_line_id, donation_id, amount_fen) VALUES ('f', 1, 'plan', $1, 'b', 'free', 300)`,
    [activityId],
  );
}

describe('a season that was only tried', () => {
  it('is held by its drafts, not by the runs themselves, and can go when they are discarded', async () => {
    await world.post('seasons', {
      id: 's-trial',
      name: '试排',
      start: '2013-09-01T00:00:00+08:00',
      end: '2013-10-01T00:00:00+08:00',
      communityIds: ['c1'],
    });
    await dataSource.query(
      `INSERT INTO allocation_runs (id, season_id, state, request, plan_id)
       VALUES ('run-t', 's-trial', 'succeeded', '{}', 'plan-t'), ('run-f', 's-trial', 'failed', '{}', NULL)`,
    );
    await dataSource.query(
      `INSERT INTO plans (id, version, run_id, season_id, state, problem_sha256, quality, termination, gap, counts, certificate, open_places, document_gzip)
       VALUES ('plan-t', 1, 'run-t', 's-trial', 'draft', '', 'optimal', 'converged', 0, '{}', '{}', '[]', '')`,
    );
    const held = await world.remove('seasons/s-trial', '*', 409);
    expect(held.body.errors).toMatchObject([{ kind: 'plans', field: 'seasonId', ids: ['plan-t'] }]);
    expect((await world.remove('plans/plan', '*', 409)).body.code).toBe('STATE_CONFLICT');
    await world.remove('plans/plan-t', '"9"', 412);
    await world.remove('plans/plan-t', '"1"');
    await world.get('plans/plan-t', 404);
    expect((await world.get('runs/run-t')).body).toMatchObject({ state: 'succeeded', planId: null });
    await world.remove('seasons/s-trial', '*');
    await world.get('runs/run-f', 404);
  });
});

describe('what a published plan tells people', () => {
  it('keeps its people and gifts from being deleted', async () => {
    const refused = await world.remove('volunteers/v1', '"1"', 409);
    expect(refused.body.errors[0].message).toBe('published plan (assignment): 1');
    await world.remove('donations/free', '"1"', 409);
    await world.remove('seasons/s1', '*', 409);
  });

  it('stays when its series changes', async () => {
    await world.patch('series/sat', '"1"', { rrule: 'FREQ=WEEKLY;BYDAY=SU;COUNT=1' });
    const { body } = await world.get('activities?seriesId=sat');
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([
      'sat-20130303T0900',
      'sat-20130309T0900',
    ]);
  });

  it('spends money that another season no longer has', async () => {
    await world.post('seasons', {
      id: 's2',
      name: '2013 秋',
      start: '2013-09-01T00:00:00+08:00',
      end: '2013-12-01T00:00:00+08:00',
      communityIds: ['c1'],
    });
    const amounts = async (season: string) =>
      (await loadProblem(dataSource, season)).donations.map(({ amountFen }) => amountFen);
    expect([await amounts('s1'), await amounts('s2')]).toEqual([[1_000], [700]]);
  });
});
