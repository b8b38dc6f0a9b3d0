import { gzipSync } from 'node:zlib';
import { explainOpen } from '@heli/allocator';
import { type Dataset, dataset, type DutyView, type PlanDocument } from '@heli/contracts';
import { createHighs } from '@heli/lp';
import request, { type Test } from 'supertest';
import { DataSource } from 'typeorm';
import { loadProblem } from '../../src/features/problems/index.js';
import { newId } from '../../src/database/index.js';
import { preparePlan, writePlan } from '../../src/features/plans/index.js';
import { type TestApp } from './app.js';
import { solvedBy } from './property.js';
import { riverSeason, storeSeason } from './season.js';

/** The river season eighty years later: nothing of it is over, whoever runs this. */
export function riverSeasonAhead(id: string, change: (season: Dataset) => void = () => undefined): Dataset {
  const season = JSON.parse(JSON.stringify(riverSeason(id)).replaceAll('"2013-', '"2093-')) as Dataset;
  change(season);
  return dataset.parse(season);
}

/** A day within the season, before its first activity. */
export const BEFORE = new Date('2093-03-04T01:00:00Z');

/** A season with a plan that its council has published, and the duties of it, over HTTP. */
export class DutySeason {
  private constructor(
    readonly service: TestApp,
    readonly id: string,
  ) {}

  static async publish(service: TestApp, season: Dataset): Promise<DutySeason> {
    const id = await storeSeason(service.app.get(DataSource), season);
    const made = new DutySeason(service, id);
    await made.plan();
    return made;
  }

  get dataSource(): DataSource {
    return this.service.app.get(DataSource);
  }

  /** Plans the season as its tables stand, without a worker, and publishes the plan. */
  async plan(): Promise<{ id: string; document: PlanDocument }> {
    const id = await this.draft();
    await this.call('post', `plans/${id.id}/review`).set('if-match', '*').send({}).expect(200);
    const resolution = { number: id.id, decidedOn: '2093-03-01' };
    await this.call('post', `plans/${id.id}/publish`).set('if-match', '*').send({ resolution }).expect(200);
    return id;
  }

  async draft(): Promise<{ id: string; document: PlanDocument }> {
    const problem = await loadProblem(this.dataSource, this.id);
    const document = await solvedBy(await createHighs(), problem);
    if (document === null) throw new Error('The season has faults');
    const runId = newId();
    await this.dataSource.query(
      `INSERT INTO allocation_runs (id, season_id, state, request, problem_sha256, started_at, finished_at)
       VALUES ($1, $2, 'succeeded', '{}', $3, now(), now())`,
      [runId, this.id, document.problemSha256],
    );
    const problemGzip = gzipSync(JSON.stringify(problem));
    await this.dataSource.query('INSERT INTO run_problems (run_id, gzip) VALUES ($1, $2)', [
      runId,
      problemGzip,
    ]);
    const open = explainOpen(problem, document);
    const prepared = await preparePlan({ runId, seasonId: this.id, document, open, problemGzip });
    await this.dataSource.transaction((manager) => writePlan(manager, prepared));
    return { id: prepared.id, document };
  }

  call(method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string): Test {
    const address = path.startsWith('/') ? path : `/api/v1/${path}`;
    return request(this.service.server)[method](address).set('accept-language', 'en');
  }

  async duties(filter = ''): Promise<DutyView[]> {
    const { body } = await this.call('get', `duties?seasonId=${this.id}&limit=200${filter}`).expect(200);
    return (body as { items: DutyView[] }).items;
  }

  async duty(id: string): Promise<DutyView> {
    return (await this.call('get', `duties/${id}`).expect(200)).body as DutyView;
  }

  /** Duties in a role, whatever their state. */
  async in(activity: string, filter = ''): Promise<DutyView[]> {
    return this.duties(`&activityId=${this.id}-${activity}${filter}`);
  }

  /** What somebody was told since the season began, by template. */
  async told(
    recipient: string,
  ): Promise<{ template: string; parameters: Record<string, unknown>; event: string }[]> {
    return this.dataSource.query(
      `SELECT template, parameters, event_key AS event FROM notifications WHERE recipient = $1 ORDER BY created_at, id`,
      [recipient],
    );
  }

  /**
   * The path of the link in the last offer to somebody.
   * @param start of the duty that is offered, where they were offered several at once
   */
  async link(volunteerId: string, start?: string): Promise<string> {
    const offers = (await this.told(`volunteer:${volunteerId}`)).filter(
      ({ parameters }) =>
        'link' in parameters &&
        (start === undefined || Date.parse(String(parameters.start)) === Date.parse(start)),
    );
    return new URL(String(offers.at(-1)?.parameters.link)).pathname;
  }
}
