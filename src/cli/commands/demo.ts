import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type INestApplication } from '@nestjs/common';
import { explainOpen, verifyDocument } from '@heli/allocator';
import {
  type Dataset,
  FINAL_RUN_STATES,
  type PlanDocument,
  problem as problemContract,
  type Problem,
  runRequest,
} from '@heli/contracts';
import { generateDataset, inWords } from '@heli/generator';
import { localDate } from '@heli/calendar';
import { DataSource } from 'typeorm';
import { createApp } from '../../app.js';
import { type HeliConfig } from '../../config/index.js';
import { resolveDatabase, type ResolvedDatabase } from '../../database/index.js';
import { type DatasetLoad, loadDataset } from '../../features/datasets/index.js';
import { PlansService } from '../../features/plans/index.js';
import { type AllocationRun, RunsService } from '../../features/runs/index.js';
import { Season } from '../../features/seasons/index.js';
import { type DemoSignIn } from '../../http/index.js';
import { listen } from '../../listen.js';
import { describeViolations, reportsOn } from '../../reports/index.js';
import { migrateUp } from '../../schema.js';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { interruptible, untilInterrupted } from '../interrupts.js';
import { progressView } from '../progress-view.js';
import { fromService } from '../service-error.js';
import { AnsweredPastModule } from '../showcase/answered-past.module.js';
import { signInsOf } from '../showcase/cast.js';
import { ServiceClient } from '../showcase/service-client.js';
import { fillShowcase, newPassword, seasonStartFor } from '../showcase/showcase.js';
import { configOf } from '../service.js';
import { writeReports } from '../write-reports.js';

export interface DemoOptions {
  readonly out: string;
  readonly serve?: boolean;
  /** Seconds. */
  readonly timeLimit: number;
  readonly port?: number;
  readonly dataDir?: string;
}

/** The pilot took place in 2013; any other number gives other made-up people in the same places. */
const PILOT_SEED = 2013;
const BEIJING = 'Asia/Shanghai';
const MINUTE_MS = 60_000;
const POLL_MS = 200;
/** After the second Ctrl-C nobody waits for a computation. */
const GRACE_MS = 500;
const MOST_SHOWN = 20;

const unzip = promisify(gunzip);

/** `heli demo`: the pilot season, from an empty folder to a proven plan in people's hands, through the real service. */
export async function demo(talk: Conversation, options: DemoOptions): Promise<ExitCode> {
  const { texts } = talk;
  talk.note(texts.demo.start);
  const stage = new Stage(talk, demoConfig(talk, options));
  try {
    const address = await interruptible(perform(talk, stage, options), {
      first: () => stage.stopGently(),
      second: () => new CliError(EXIT.interrupted, 'INTERRUPTED', texts.solve.quit),
    });
    if (address !== null) await untilInterrupted();
    return EXIT.ok;
  } catch (error) {
    throw fromService(error, talk);
  } finally {
    await stage.clear();
  }
}

/** From the empty folder to the printed summary; answers the address when the API stays open. */
async function perform(talk: Conversation, stage: Stage, options: DemoOptions): Promise<string | null> {
  const { texts } = talk;
  const { plan, problem } = await stage.play(options);
  const violations = verifyDocument(problem, plan);
  if (violations.length > 0) {
    talk.note(describeViolations(problem, violations.slice(0, MOST_SHOWN), talk.language).join('\n'));
    throw new CliError(EXIT.no, 'PLAN_BROKEN', texts.verify.bad(violations.length));
  }
  const reports = reportsOn(problem, plan, explainOpen(problem, plan), talk.language);
  talk.print(`\n${reports.summary}\n`);
  talk.print(texts.verify.good(plan.scheduled.length, plan.assignments.length));
  await writeReports(options.out, reports.files(new Date()), talk);
  const doors = options.serve === true ? await stage.openDoors() : null;
  const address = doors?.address ?? null;
  const signIns = doors?.signIns ?? [];
  talk.result({ ok: true, command: 'demo', out: options.out, address, signIns, account: reports.account });
  talk.print(texts.demo.next(options.out, address));
  if (address !== null) talk.print(texts.demo.signIns(address, signIns));
  return address;
}

/** Whoever looks at the demo may look at it quickly: nobody attacks made-up people on their own machine. */
const MANY_REQUESTS = 1_000_000;
/** The pilot's gifts are small: above this a second person looks at an expense, so that the demo shows it. */
const SMALL_EXPENSE_FEN = 10_000;

/**
 * The settings of the environment, but never somebody's production database: the demo's people are made up. The served
 * demo has people who sign in, a season around today, and a database of its own.
 */
function demoConfig(talk: Conversation, options: DemoOptions): HeliConfig {
  const config = configOf(talk, options);
  if (config.databaseUrl !== null || config.redisUrl !== null) talk.note(talk.texts.demo.ownDatabase);
  const alone = {
    ...config,
    databaseUrl: null,
    redisUrl: null,
    logLevel: 'error',
    shutdownGraceMs: Math.min(config.shutdownGraceMs, GRACE_MS),
  } as const;
  if (options.serve !== true) return alone;
  return {
    ...alone,
    dataDir: join(config.dataDir, 'console'),
    auth: 'accounts',
    apiToken: config.apiToken ?? randomBytes(24).toString('base64url'),
    fourEyesFen: SMALL_EXPENSE_FEN,
    rateLimit: MANY_REQUESTS,
    signInLimit: MANY_REQUESTS,
  };
}

interface Doors {
  readonly address: string;
  readonly signIns: readonly DemoSignIn[];
}

interface Played {
  readonly plan: PlanDocument;
  readonly problem: Problem;
}

/** Database and application of one demo, and the run in hand. */
class Stage {
  private database: ResolvedDatabase | undefined;
  private app: INestApplication | undefined;
  private runId: string | undefined;
  private seasonId: string | undefined;
  private stopping = false;
  private readonly password = newPassword();

  constructor(
    private readonly talk: Conversation,
    private readonly config: HeliConfig,
  ) {}

  async play(options: DemoOptions): Promise<Played> {
    const { texts } = this.talk;
    this.database = await resolveDatabase(this.config);
    if (this.database.cluster !== null) this.talk.note(texts.demo.database(this.database.cluster));
    this.goOn();
    const migrations = await migrateUp(this.database.url);
    if (migrations.length > 0) this.talk.note(texts.demo.schema);
    this.goOn();
    const serves = options.serve === true;
    const app = await createApp({
      config: this.config,
      databaseUrl: this.database.url,
      role: 'all',
      ...(serves ? { modules: [AnsweredPastModule], demoSignIns: signInsOf(this.password) } : {}),
    });
    this.app = app;
    this.goOn();
    const dataset = inWords(
      generateDataset({
        seed: PILOT_SEED,
        ...(serves ? { seasonStart: await this.seasonStart(app) } : {}),
      }),
    );
    const { loaded, seasonId } = await this.load(app.get(DataSource), dataset);
    this.seasonId = seasonId;
    const { communities, volunteers, groups, partnerUnits, activities } = dataset;
    this.talk.note(
      texts.demo.pilot(loaded, {
        communities: communities.length,
        volunteers: volunteers.length,
        groups: groups.length,
        partnerUnits: partnerUnits.length,
        activities: activities.length,
      }),
    );
    this.goOn();
    return (
      (serves ? await this.published(app, seasonId) : null) ?? this.compute(app, seasonId, options.timeLimit)
    );
  }

  /** Once: what an earlier start has loaded stays, also where an earlier version of Heli wrote it in other words. */
  private async load(dataSource: DataSource, dataset: Dataset): Promise<DatasetLoad> {
    const held = await dataSource.getRepository(Season).findOneBy({ id: dataset.season.id });
    return held === null ? loadDataset(dataSource, dataset) : { loaded: false, seasonId: held.id };
  }

  /** That of an earlier start, so that a demo goes on where it was; else one that today is in the middle of. */
  private async seasonStart(app: INestApplication): Promise<string> {
    const [first] = await app
      .get(DataSource)
      .getRepository(Season)
      .find({ order: { startsAt: 'ASC' }, take: 1 });
    return first === undefined
      ? seasonStartFor(new Date())
      : localDate(first.startsAt.getTime() / MINUTE_MS, BEIJING);
  }

  /** The plan of an earlier start. */
  private async published(app: INestApplication, seasonId: string): Promise<Played | null> {
    const plans = app.get(PlansService, { strict: false });
    const { items } = await plans.list({ seasonId, limit: 1, state: 'published' });
    const [plan] = items;
    return plan === undefined ? null : this.stored(app, plan.id, plan.runId);
  }

  /** Ctrl-C: a run in hand ends with its best plan, anything before it ends the demo. */
  stopGently(): undefined {
    this.stopping = true;
    this.talk.note(this.runId === undefined ? this.talk.texts.demo.stopping : this.talk.texts.solve.stopping);
  }

  /** Opens the port and fills the season with what people do in it. */
  async openDoors(): Promise<Doors | null> {
    if (this.stopping) return null;
    const { app, seasonId, config } = this;
    if (app === undefined || seasonId === undefined) throw new Error('the demo has no application yet');
    const { url: address } = await listen(app, config.host, config.port);
    const { texts } = this.talk;
    const operator = new ServiceClient(address, config.apiToken);
    this.talk.note(texts.demo.filling);
    await fillShowcase(operator, seasonId, this.password, new Date());
    return { address, signIns: signInsOf(this.password) };
  }

  async clear(): Promise<void> {
    await this.app?.close();
    await this.database?.stop();
  }

  private goOn(): void {
    if (this.stopping) throw new CliError(EXIT.interrupted, 'INTERRUPTED', this.talk.texts.solve.quit);
  }

  /** The same way that `POST /api/v1/seasons/{id}/runs` goes: row, queue, worker, thread, and the row again. */
  private async compute(app: INestApplication, seasonId: string, timeLimit: number): Promise<Played> {
    const { texts } = this.talk;
    const runs = app.get(RunsService, { strict: false });
    const request = runRequest.parse({ limits: { timeMs: Math.ceil(timeLimit * 1000) } });
    const { id } = await runs.start(seasonId, request);
    this.runId = id;
    this.talk.note(texts.demo.run(id));
    const ended = await this.follow(runs, id);
    if (ended.planId === null) {
      const { failure } = ended;
      if (ended.state === 'cancelled') throw new CliError(EXIT.interrupted, 'INTERRUPTED', texts.solve.quit);
      throw new CliError(
        ended.state === 'refused' ? EXIT.no : EXIT.environment,
        failure?.code ?? 'RUN_FAILED',
        texts.demo.runFailed(failure?.detail ?? ended.state),
        { faults: failure?.faults ?? [] },
      );
    }
    return this.stored(app, ended.planId, id);
  }

  /** What was stored, not what this process remembers. */
  private async stored(app: INestApplication, planId: string, runId: string): Promise<Played> {
    const plan = await app.get(PlansService, { strict: false }).document(planId);
    const problem = await unzip(await app.get(RunsService, { strict: false }).problem(runId));
    return { plan, problem: problemContract.parse(JSON.parse(problem.toString('utf8'))) };
  }

  private async follow(runs: RunsService, id: string): Promise<AllocationRun> {
    const view = progressView(this.talk);
    let cancelled = false;
    try {
      for (;;) {
        const run = await runs.get(id);
        if (run.progress !== null) view.update(run.progress);
        if (FINAL_RUN_STATES.includes(run.state)) return run;
        if (this.stopping && !cancelled) {
          cancelled = true;
          view.stop();
          await runs.cancel(id);
        }
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    } finally {
      view.stop();
    }
  }
}
