import { type DynamicModule, type INestApplication, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { AllocationModule } from './allocation/allocation.module.js';
import { ProblemSourceModule } from './features/problems/index.js';
import { ApiModule } from './api.module.js';
import { AuditModule } from './audit/index.js';
import { type HeliConfig } from './config/index.js';
import { SettingsModule } from './config/settings.module.js';
import { DatabaseModule } from './database/index.js';
import { ENTITIES } from './entities.js';
import { rateLimits } from './auth/index.js';
import {
  type Access,
  answerBrokenRequests,
  contextMiddleware,
  type DemoSignIn,
  jsonBody,
  pathPrefixOf,
  securityHeaders,
  serveConsole,
  serveDocumentation,
} from './http/index.js';
import { ServiceLogger } from './logger.js';
import { MetricsModule, Meters } from './metrics/index.js';
import { DispatchModule, NotificationsModule } from './notifications/index.js';
import {
  OperationsModule,
  requestLog,
  requestTrace,
  serveMetrics,
  serveQueueBoard,
} from './operations/index.js';
import { chooseTracing, type Tracing, TracingModule } from './tracing/index.js';
import { chooseQueues, QueueModule } from './queue/index.js';
import { HeliScheduleModule } from './schedule/schedule.module.js';
import { ownVersion } from './version.js';

/** What a process does: answer requests, compute runs, or both. */
export type Role = 'api' | 'worker' | 'all';

export interface Runtime {
  readonly config: HeliConfig;
  /** Of a database that is reachable and migrated. */
  readonly databaseUrl: string;
  readonly role: Role;
  /** Exports PROBLEM_LOADER; left out: the pools' own. */
  readonly problemSource?: Type | DynamicModule;
  /** Further modules, e.g. those of a test. */
  readonly modules?: readonly (Type | DynamicModule)[];
  /** Made-up people that the console offers to sign in as; only a demo has them. */
  readonly demoSignIns?: readonly DemoSignIn[];
}

@Module({})
export class AppModule {
  static register(
    { config, databaseUrl, role, problemSource = ProblemSourceModule, modules = [] }: Runtime,
    tracing: Tracing,
  ): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.register(config),
        DatabaseModule.register(databaseUrl, ENTITIES, config.databasePool),
        AuditModule,
        MetricsModule,
        TracingModule.register(tracing),
        QueueModule.register(chooseQueues(config, databaseUrl)),
        HeliScheduleModule,
        OperationsModule.register(role),
        NotificationsModule,
        ...(role === 'worker' ? [] : [ApiModule]),
        ...(role === 'api' ? [] : [AllocationModule.register(problemSource), DispatchModule]),
        ...modules,
      ],
    };
  }
}

/** How a caller shows who it is, for the documentation. */
function accessOf({ auth, apiToken }: HeliConfig): Access {
  if (auth === 'accounts') return 'accounts';
  return apiToken === null ? 'open' : 'token';
}

/** The whole service, ready to listen. The same for `npm start`, for tests and for the command line. */
export async function createApp(runtime: Runtime): Promise<INestApplication> {
  const { config } = runtime;
  const tracing = await chooseTracing(config, runtime.role, ownVersion());
  const app = await NestFactory.create<NestExpressApplication>(AppModule.register(runtime, tracing), {
    bodyParser: false,
    logger: new ServiceLogger(config),
    abortOnError: false,
    // Watchers of a run keep their connection open for as long as it takes.
    forceCloseConnections: true,
  });
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', config.proxies);
  app.use(
    contextMiddleware,
    requestTrace(tracing),
    requestLog(app.get(Meters), config),
    securityHeaders({ https: config.production }),
    rateLimits(config),
    ...jsonBody(config.bodyLimitBytes),
  );
  answerBrokenRequests(app.getHttpServer());
  if (runtime.role !== 'worker')
    serveConsole(app, pathPrefixOf(config.publicUrl), {
      auth: config.auth,
      oidc: config.oidc !== null,
      demo: runtime.demoSignIns ?? [],
    });
  serveDocumentation(app, { version: ownVersion(), access: accessOf(config) });
  if (runtime.role !== 'worker') {
    serveMetrics(app, config);
    serveQueueBoard(app);
  }
  await app.init();
  return app;
}
