import { type ProblemInput, runRequest } from '@heli/contracts';
import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PROBLEM_LOADER, type ProblemLoader } from '../../src/features/problems/index.js';
import { loadProblem } from '../../src/features/problems/index.js';
import { createApp } from '../../src/app.js';
import { AllocationRun, RunsService } from '../../src/features/runs/index.js';
import { startTestApp, type TestApp, testConfig } from '../support/app.js';
import { riverSeason, storeSeason } from '../support/season.js';

/** Reads the season only when it is told to. */
class GatedLoader implements ProblemLoader {
  private open: () => void = () => undefined;
  private entered: () => void = () => undefined;
  readonly reached = new Promise<void>((resolve) => (this.entered = resolve));
  private readonly gate = new Promise<void>((resolve) => (this.open = resolve));

  constructor(private readonly dataSource: () => DataSource) {}

  async load(seasonId: string): Promise<ProblemInput> {
    this.entered();
    await this.gate;
    return loadProblem(this.dataSource(), seasonId);
  }

  letThrough(): void {
    this.open();
  }
}

describe('a worker that is told to end', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
  });
  afterAll(() => api.close());

  it('does not begin a computation whose problem it was still reading, and leaves the run to others', async () => {
    const source = api.app.get(DataSource);
    const seasonId = await storeSeason(source, riverSeason('wind-up'));
    const loader = new GatedLoader(() => source);

    @Module({ providers: [{ provide: PROBLEM_LOADER, useValue: loader }], exports: [PROBLEM_LOADER] })
    class GatedSource {}

    const worker = await createApp({
      config: testConfig({ HELI_SHUTDOWN_GRACE_MS: '0' }),
      databaseUrl: api.database.url,
      role: 'worker',
      problemSource: GatedSource,
    });
    const runs = api.app.get(RunsService, { strict: false });
    const { id } = await runs.start(seasonId, runRequest.parse({}));
    await loader.reached;
    const closed = worker.close();
    setTimeout(() => loader.letThrough(), 300);
    await closed;
    const run = await source.getRepository(AllocationRun).findOneByOrFail({ id });
    expect(run).toMatchObject({ state: 'queued', attempt: 1, planId: null });
  });
});
