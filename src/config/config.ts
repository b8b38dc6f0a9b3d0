import { resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../errors/app-error.js';
import { hasDefaultPassword, isGuessable, isLoopback, isWeakSecret } from './safety.js';
import { withSecretFiles } from './secret-files.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const;
const MEGABYTE = 1024 * 1024;

const url = (protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be an address that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    );

const whole = (low: number, high: number) =>
  z.string().regex(/^\d+$/, 'must be a whole number').transform(Number).pipe(z.int().min(low).max(high));

const flag = z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1');

/** Every setting of the service. An empty variable counts as left out. */
const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).optional(),
  /** PostgreSQL of a production set-up; left out: the embedded one below HELI_DATA_DIR. */
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  /** Redis of a production set-up; left out: the queue lives in PostgreSQL. */
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  HELI_DATA_DIR: z.string().optional(),
  HELI_HOST: z.string().max(255).optional(),
  /** 0, or a port that is taken, means: any free one, printed at start. */
  HELI_PORT: whole(0, 65_535).optional(),
  /** Address of the service as people reach it, for links in messages. */
  HELI_PUBLIC_URL: url(['http:', 'https:']).optional(),
  HELI_LOG_LEVEL: z.enum(LOG_LEVELS).optional(),
  /** With it every route below /api/v1 asks for `Authorization: Bearer …`. */
  HELI_API_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters: a short token is guessed')
    .max(1024)
    .optional(),
  /** With it `/metrics` can be read, and nothing else. */
  HELI_METRICS_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters: a short token is guessed')
    .max(1024)
    .optional(),
  /** Port of the process for probes and figures; left out: none. */
  HELI_HEALTH_PORT: whole(0, 65_535).optional(),
  /** `open`: everything is done by whoever runs the service; `accounts`: every route asks who calls. */
  HELI_AUTH: z.enum(['open', 'accounts']).optional(),
  /** Signs access tokens; the same for all processes. Left out: made once and kept in the data folder. */
  HELI_AUTH_SECRET: z.string().min(32, 'must have at least 32 characters').max(1024).optional(),
  /** OpenID Connect: address of the provider; with it the three settings below are needed. */
  HELI_OIDC_ISSUER: url(['https:', 'http:']).optional(),
  HELI_OIDC_CLIENT_ID: z.string().max(255).optional(),
  HELI_OIDC_CLIENT_SECRET: z.string().max(1024).optional(),
  /** Address of `/api/v1/auth/oidc/callback` as browsers see it. */
  HELI_OIDC_REDIRECT_URL: url(['https:', 'http:']).optional(),
  /** Life of an access token, seconds. */
  HELI_ACCESS_TOKEN_SECONDS: whole(1, 3600).optional(),
  /** Days after which a sign-in that was not used has to be repeated. */
  HELI_SESSION_DAYS: whole(1, 365).optional(),
  /** Proxies before the service that tell the caller's address. */
  HELI_PROXIES: whole(0, 16).optional(),
  /** Requests that one address may send in a minute. */
  HELI_RATE_LIMIT: whole(1, 1_000_000).optional(),
  /** Attempts to sign in from one address in a minute. */
  HELI_SIGN_IN_LIMIT: whole(1, 1_000_000).optional(),
  HELI_BODY_LIMIT_BYTES: whole(1024, 1024 * MEGABYTE).optional(),
  HELI_DATABASE_POOL: whole(2, 500).optional(),
  /** Bring the schema up to date at start. */
  HELI_MIGRATE: flag.optional(),
  /** Runs that one worker process computes at the same time; 0: it only helps other workers with theirs. */
  HELI_WORKER_CONCURRENCY: whole(0, 64).optional(),
  /** Runs for the same communities that all workers together compute at a time. */
  HELI_RUNS_AT_A_TIME: whole(1, 1000).optional(),
  /** Runs for the same communities that may wait. */
  HELI_RUNS_WAITING: whole(1, 100_000).optional(),
  /** Solver threads of one run; left out: one a core, four at most. */
  HELI_SOLVER_THREADS: whole(1, 64).optional(),
  /** Models of one run that other worker processes may solve at a time; 0: workers do not help each other. */
  HELI_SOLVER_HELPERS: whole(0, 256).optional(),
  /** Entries of the smallest model that is given to another worker process. */
  HELI_HELPER_LEAST_ENTRIES: whole(1, 1_000_000_000).optional(),
  /** Wall time of one run when the request names none, milliseconds. */
  HELI_RUN_TIME_LIMIT_MS: whole(100, 24 * 60 * 60 * 1000).optional(),
  /** Wall time of a question that is answered at once, milliseconds. */
  HELI_ANSWER_LIMIT_MS: whole(100, 10 * 60 * 1000).optional(),
  /** A worker that gave no sign of life for so long has lost its run, milliseconds. */
  HELI_LEASE_MS: whole(500, 10 * 60 * 1000).optional(),
  HELI_SHUTDOWN_GRACE_MS: whole(0, 10 * 60 * 1000).optional(),
  /** Receiver of OpenTelemetry traces (OTLP over HTTP); left out: nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: url(['http:', 'https:']).optional(),
  /** Mail server that takes e-mail for us; left out: the channel is closed. */
  HELI_SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  /** Sender of e-mail. */
  HELI_MAIL_FROM: z.string().min(3).max(320).optional(),
  /** Webhooks and robots may be called in private networks and without TLS. */
  HELI_WEBHOOK_PRIVATE: flag.optional(),
  /** Attempts at one notification before it is given up. */
  HELI_NOTIFY_ATTEMPTS: whole(1, 100).optional(),
  /** Wait after the first failed attempt; it doubles with every further one, milliseconds. */
  HELI_NOTIFY_RETRY_MS: whole(1, 24 * 60 * 60 * 1000).optional(),
  /** Coordinators hear of open places so many days ahead. */
  HELI_UNDERSTAFFED_DAYS: whole(0, 60).optional(),
  /** Hours that a volunteer has to answer an offer. */
  HELI_ANSWER_HOURS: whole(1, 60 * 24).optional(),
  /** Hours before the start at which offers end at the latest. */
  HELI_ANSWER_BEFORE_START_HOURS: whole(0, 30 * 24).optional(),
  /** Minutes before the start from which people may check in, and after the end until which they may check out. */
  HELI_CHECK_IN_MINUTES: whole(0, 24 * 60).optional(),
  /** Minutes by which confirmed service may go beyond the time that somebody was there. */
  HELI_HOURS_TOLERANCE_MINUTES: whole(0, 24 * 60).optional(),
  /** TTF or OTF file with characters that the certificates' own font lacks. */
  HELI_CERTIFICATE_FONT: z.string().max(4096).optional(),
  /** Hours that somebody has to answer who is asked to stand in, or moves up from a wait-list. */
  HELI_STAND_IN_HOURS: whole(1, 60 * 24).optional(),
  /** Hours that owners of venues have to answer. */
  HELI_BOOKING_HOURS: whole(1, 24 * 60).optional(),
  /** An expense above so many fen waits for a second person. */
  HELI_FOUR_EYES_FEN: whole(0, 1_000_000_000_000).optional(),
  /** Days before its end at which a season that rolls on gets the next one. */
  HELI_SEASON_AHEAD_DAYS: whole(1, 365).optional(),
  /** Folder of the compiled threads of `src/solving`; only tests set it, because Jest cannot start TypeScript in a thread. */
  HELI_THREADS: z.string().optional(),
  /** Tests only: the solving thread waits so long at each step, so that a run can be interrupted half way. */
  HELI_TEST_STEP_DELAY_MS: whole(0, 600_000).optional(),
});

/** Names of all settings. */
export const SETTINGS: readonly string[] = Object.keys(environment.shape);

export type LogLevel = (typeof LOG_LEVELS)[number];

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUrl: string;
}

export interface HeliConfig {
  readonly production: boolean;
  /** Null: embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  /** Null: the queue lives in PostgreSQL. */
  readonly redisUrl: string | null;
  /** Absolute path. */
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** What addresses in messages begin with, without a slash at its end. */
  readonly publicUrl: string;
  readonly logLevel: LogLevel;
  readonly apiToken: string | null;
  readonly metricsToken: string | null;
  /** Null: no port for probes and figures. */
  readonly healthPort: number | null;
  readonly auth: 'open' | 'accounts';
  /** Null: one that is kept in the data folder. */
  readonly authSecret: string | null;
  /** Null: no sign-in with another provider. */
  readonly oidc: OidcSettings | null;
  readonly accessTokenSeconds: number;
  readonly sessionDays: number;
  readonly proxies: number;
  readonly rateLimit: number;
  readonly signInLimit: number;
  readonly bodyLimitBytes: number;
  readonly databasePool: number;
  readonly migrate: boolean;
  readonly workerConcurrency: number;
  /** Of the same communities, by all workers together. */
  readonly runsAtATime: number;
  readonly runsWaiting: number;
  /** Null: as many as are useful on this machine. */
  readonly solverThreads: number | null;
  /** Models of one run that may be out at other worker processes. */
  readonly solverHelpers: number;
  readonly helperLeastEntries: number;
  readonly runTimeLimitMs: number;
  readonly answerTimeLimitMs: number;
  readonly leaseMs: number;
  readonly shutdownGraceMs: number;
  /** Without a slash at its end; null: nothing is traced. */
  readonly otlpEndpoint: string | null;
  /** Null: nobody takes e-mail. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly webhookPrivate: boolean;
  readonly notifyAttempts: number;
  readonly notifyRetryMs: number;
  readonly understaffedDays: number;
  readonly answerHours: number;
  readonly answerBeforeStartHours: number;
  readonly checkInBeforeMinutes: number;
  readonly hoursToleranceMinutes: number;
  /** Null: rare characters are written as their number. */
  readonly certificateFont: string | null;
  readonly standInHours: number;
  readonly bookingHours: number;
  /** Fen; an expense above waits for a second person. */
  readonly fourEyesFen: number;
  readonly seasonAheadDays: number;
  /** Null: beside the file that starts them. */
  readonly threads: string | null;
  readonly testStepDelayMs: number;
}

/** Injection token of the settings. */
export const HELI_CONFIG = Symbol('HeliConfig');

type Environment = z.infer<typeof environment>;
const OIDC = [
  'HELI_OIDC_ISSUER',
  'HELI_OIDC_CLIENT_ID',
  'HELI_OIDC_CLIENT_SECRET',
  'HELI_OIDC_REDIRECT_URL',
] as const;

/** Settings of OpenID Connect that are left out although others are there. */
function oidcMissing(set: Environment): string[] {
  const missing = OIDC.filter((name) => set[name] === undefined);
  return missing.length === OIDC.length ? [] : missing;
}

function oidcOf(set: Environment): OidcSettings | null {
  const [issuer, clientId, clientSecret, redirectUrl] = OIDC.map((name) => set[name]);
  if (
    issuer === undefined ||
    clientId === undefined ||
    clientSecret === undefined ||
    redirectUrl === undefined
  )
    return null;
  return { issuer, clientId, clientSecret, redirectUrl };
}

/** Where the machine itself reaches the service. */
function ownUrl(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Reads the settings; lists all faults at once, in words. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): HeliConfig {
  const given = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => (entry[1] ?? '') !== ''),
  );
  const { env: whole, faults: ofFiles } = withSecretFiles(given);
  const parsed = environment.safeParse(whole);
  if (!parsed.success || ofFiles.length > 0) {
    const issues = parsed.error?.issues ?? [];
    const faults = [...ofFiles, ...issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)];
    throw new AppError('CONFIG_INVALID', `The settings cannot be used:\n  ${faults.join('\n  ')}`, {
      faults: issues.map((issue) => ({
        pointer: `/${issue.path.join('/')}`,
        code: issue.code,
        message: issue.message,
      })),
    });
  }
  const set = parsed.data;
  const production = set.NODE_ENV === 'production';
  const host = set.HELI_HOST ?? '127.0.0.1';
  const served = production || set.DATABASE_URL !== undefined;
  const auth = set.HELI_AUTH ?? (served || !isLoopback(host) ? 'accounts' : 'open');
  const refused = [
    oidcMissing(set).map(
      (name) => `${name}: is needed for sign-in with OpenID Connect, with the other HELI_OIDC_ settings`,
    ),
    production && (set.HELI_TEST_STEP_DELAY_MS ?? 0) > 0
      ? 'HELI_TEST_STEP_DELAY_MS: slows every run down for tests; it is refused with NODE_ENV=production'
      : [],
    served && auth === 'open' && !isLoopback(host)
      ? `HELI_AUTH: open lets everybody who reaches ${host} do everything; take accounts, or HELI_HOST=127.0.0.1`
      : [],
    production && set.HELI_AUTH_SECRET !== undefined && isWeakSecret(set.HELI_AUTH_SECRET)
      ? 'HELI_AUTH_SECRET: can be guessed; take one by chance, e.g. of `openssl rand -base64 48`'
      : [],
    ...(['HELI_API_TOKEN', 'HELI_METRICS_TOKEN'] as const).map((name) =>
      production && isGuessable(set[name] ?? 'given by nobody')
        ? `${name}: can be guessed; take one by chance, e.g. of \`openssl rand -hex 24\``
        : [],
    ),
    ...(['DATABASE_URL', 'REDIS_URL'] as const).map((name) =>
      production && hasDefaultPassword(set[name])
        ? `${name}: its password is the first that anybody tries; take one by chance, e.g. of \`openssl rand -hex 24\``
        : [],
    ),
  ].flat();
  if (refused.length > 0) {
    throw new AppError('CONFIG_INVALID', `The settings cannot be used:\n  ${refused.join('\n  ')}`);
  }
  return {
    production,
    databaseUrl: set.DATABASE_URL ?? null,
    redisUrl: set.REDIS_URL ?? null,
    dataDir: resolve(set.HELI_DATA_DIR ?? '.heli'),
    host,
    port: set.HELI_PORT ?? 3000,
    publicUrl: (set.HELI_PUBLIC_URL ?? ownUrl(host, set.HELI_PORT ?? 3000)).replace(/(?<!\/)\/+$/, ''),
    logLevel: set.HELI_LOG_LEVEL ?? 'log',
    apiToken: set.HELI_API_TOKEN ?? null,
    metricsToken: set.HELI_METRICS_TOKEN ?? null,
    healthPort: set.HELI_HEALTH_PORT ?? null,
    auth,
    authSecret: set.HELI_AUTH_SECRET ?? null,
    oidc: oidcOf(set),
    accessTokenSeconds: set.HELI_ACCESS_TOKEN_SECONDS ?? 600,
    sessionDays: set.HELI_SESSION_DAYS ?? 30,
    proxies: set.HELI_PROXIES ?? 0,
    rateLimit: set.HELI_RATE_LIMIT ?? 1200,
    signInLimit: set.HELI_SIGN_IN_LIMIT ?? 20,
    bodyLimitBytes: set.HELI_BODY_LIMIT_BYTES ?? 2 * MEGABYTE,
    databasePool: set.HELI_DATABASE_POOL ?? 10,
    migrate: set.HELI_MIGRATE ?? true,
    workerConcurrency: set.HELI_WORKER_CONCURRENCY ?? 1,
    runsAtATime: set.HELI_RUNS_AT_A_TIME ?? 2,
    runsWaiting: set.HELI_RUNS_WAITING ?? 20,
    solverThreads: set.HELI_SOLVER_THREADS ?? null,
    solverHelpers: set.HELI_SOLVER_HELPERS ?? 0,
    helperLeastEntries: set.HELI_HELPER_LEAST_ENTRIES ?? 20_000,
    runTimeLimitMs: set.HELI_RUN_TIME_LIMIT_MS ?? 10 * 60 * 1000,
    answerTimeLimitMs: set.HELI_ANSWER_LIMIT_MS ?? 20_000,
    leaseMs: set.HELI_LEASE_MS ?? 15_000,
    shutdownGraceMs: set.HELI_SHUTDOWN_GRACE_MS ?? 10_000,
    otlpEndpoint: set.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/(?<!\/)\/+$/, '') ?? null,
    smtpUrl: set.HELI_SMTP_URL ?? null,
    mailFrom: set.HELI_MAIL_FROM ?? '合力 <heli@localhost>',
    webhookPrivate: set.HELI_WEBHOOK_PRIVATE ?? false,
    notifyAttempts: set.HELI_NOTIFY_ATTEMPTS ?? 8,
    notifyRetryMs: set.HELI_NOTIFY_RETRY_MS ?? 30_000,
    understaffedDays: set.HELI_UNDERSTAFFED_DAYS ?? 3,
    answerHours: set.HELI_ANSWER_HOURS ?? 72,
    answerBeforeStartHours: set.HELI_ANSWER_BEFORE_START_HOURS ?? 24,
    checkInBeforeMinutes: set.HELI_CHECK_IN_MINUTES ?? 60,
    hoursToleranceMinutes: set.HELI_HOURS_TOLERANCE_MINUTES ?? 15,
    certificateFont: set.HELI_CERTIFICATE_FONT ?? null,
    standInHours: set.HELI_STAND_IN_HOURS ?? 12,
    bookingHours: set.HELI_BOOKING_HOURS ?? 7 * 24,
    fourEyesFen: set.HELI_FOUR_EYES_FEN ?? 100_000,
    seasonAheadDays: set.HELI_SEASON_AHEAD_DAYS ?? 28,
    threads: set.HELI_THREADS ?? null,
    testStepDelayMs: set.HELI_TEST_STEP_DELAY_MS ?? 0,
  };
}
