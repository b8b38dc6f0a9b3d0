import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { Callers, isPlatformAdmin } from '../auth/index.js';
import { AppError } from '../errors/index.js';
import { type BareQueue, QUEUE_BACKEND, type QueueBackend, QUEUES } from '../queue/index.js';

export const QUEUE_BOARD_PATH = '/admin/queues';

/** Bull Board, for looking only: what is tried again is so by `/operations/failed-jobs`, which keeps a book of it. */
@Injectable()
export class QueueBoard implements OnApplicationShutdown {
  private board: Promise<RequestHandler> | undefined;
  private queues: BareQueue[] = [];

  constructor(
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
    private readonly callers: Callers,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.queues.map((queue) => queue.close()));
  }

  /**
   * Lets admins of the platform in. Browsers ask for a name and a password by themselves: the password is the operator's
   * key, or an access token or key of an admin.
   */
  async admit(request: Request): Promise<void> {
    const principal = await this.callers.identify(shownBy(request.headers.authorization));
    if (!isPlatformAdmin(principal)) throw new AppError('FORBIDDEN', 'Only admins of the platform may');
  }

  /** Made when somebody looks for the first time. */
  page(): Promise<RequestHandler> {
    this.board ??= this.make().catch((error: unknown) => {
      // The next one who looks tries again.
      this.board = undefined;
      throw error;
    });
    return this.board;
  }

  private async make(): Promise<RequestHandler> {
    const [{ createBullBoard }, { BullMQAdapter }, { ExpressAdapter }] = await Promise.all([
      import('@bull-board/api'),
      import('@bull-board/api/bullMQAdapter'),
      import('@bull-board/express'),
    ]);
    this.queues = Object.values(QUEUES).map((name) => this.backend.openBare(name));
    const serverAdapter = new ExpressAdapter().setBasePath(QUEUE_BOARD_PATH);
    createBullBoard({
      queues: this.queues.map(({ queue }) => new BullMQAdapter(queue, { readOnlyMode: true })),
      serverAdapter,
      options: { uiConfig: { boardTitle: 'Heli 合力' } },
    });
    return serverAdapter.getRouter() as RequestHandler;
  }
}

function shownBy(authorization = ''): string | undefined {
  const bearer = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  if (bearer !== undefined) return bearer;
  const basic = /^Basic ([\w+/=]+)$/i.exec(authorization)?.[1];
  const password =
    basic === undefined
      ? ''
      : Buffer.from(basic, 'base64')
          .toString('utf8')
          .replace(/^[^:]*:/, '');
  return password === '' ? undefined : password;
}

/** Puts the board at its address. */
export function serveQueueBoard(app: NestExpressApplication): void {
  const board = app.get(QueueBoard, { strict: false });
  app.use(QUEUE_BOARD_PATH, (request: Request, response: Response, next: NextFunction) => {
    board
      .admit(request)
      .then(
        async () => (await board.page())(request, response, next),
        (error: unknown) => {
          // Where no token was sent, browsers ask their user.
          if (
            error instanceof AppError &&
            error.status === 401 &&
            request.headers.authorization === undefined
          ) {
            response.setHeader('www-authenticate', 'Basic realm="Heli", charset="UTF-8"');
            response.status(401).type('text/plain').send('A key of the operator is needed\n');
            return;
          }
          next(error);
        },
      )
      .catch(next);
  });
}
