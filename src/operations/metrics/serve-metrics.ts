import { type NestExpressApplication } from '@nestjs/platform-express';
import { type NextFunction, type Request, type Response } from 'express';
import { type HeliConfig } from '../../config/index.js';
import { AppError } from '../../errors/index.js';
import { Figures } from './figures.js';
import { mayScrape } from './scrape-access.js';

/** `/metrics` at the port of the API: for the operator and for Prometheus with its token, for nobody else. */
export function serveMetrics(app: NestExpressApplication, config: HeliConfig): void {
  const figures = app.get(Figures);
  const http = app.getHttpAdapter().getInstance();
  http.get('/metrics', (request: Request, response: Response, next: NextFunction) => {
    if (!mayScrape(request.headers.authorization, config)) {
      next(new AppError('UNAUTHENTICATED', 'The figures are for the operator'));
      return;
    }
    figures.page().then(({ contentType, text }) => {
      response.setHeader('cache-control', 'no-store');
      response.type(contentType).send(text);
    }, next);
  });
}
