import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { type Request, type Response } from 'express';
import {
  AppError,
  type AppErrorOptions,
  type ErrorCode,
  type FieldFault,
  fromDatabaseError,
  isError,
} from '../errors/index.js';
import { hasTranslation, type Language, translate } from '../i18n/index.js';
import { currentContext } from './context.js';
import { problemType } from './problems.controller.js';
import { routeTemplateOf } from './route-template.js';

/** RFC 9457, as every failing answer carries it. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly instance: string;
  readonly requestId: string;
  readonly errors?: readonly FieldFault[];
}

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'REQUEST_REFUSED',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  409: 'STATE_CONFLICT',
  412: 'VERSION_MISMATCH',
  413: 'BODY_TOO_LARGE',
  415: 'CONTENT_TYPE_UNSUPPORTED',
  422: 'RULE_BROKEN',
  428: 'VERSION_REQUIRED',
  429: 'TOO_MANY_REQUESTS',
};

/** Nothing failed: the process was to end, and probes ask again and again; whoever asked went away before the answer. */
const WANTED: ReadonlySet<string> = new Set(['SHUTTING_DOWN', 'QUESTION_CANCELLED']);

/** The one place where failures become answers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const error = refineUnknownRoute(toAppError(thrown), request, response);
    if (error.status >= 500 && !WANTED.has(error.code)) this.report(error, thrown, request);
    if (response.headersSent) {
      response.end();
      return;
    }
    const body = problemDetails(error, request.path);
    if (error.status === 503) response.setHeader('retry-after', '5');
    if (error.code === 'RUNS_WAITING') response.setHeader('retry-after', '30');
    if (error.status === 401) response.setHeader('www-authenticate', 'Bearer');
    response.status(error.status).type('application/problem+json').send(JSON.stringify(body));
  }

  private report(error: AppError, thrown: unknown, request: Request): void {
    const { requestId } = currentContext();
    const stack = isError(thrown) ? thrown.stack : undefined;
    // The template: addresses may hold the secret of a link.
    const route = routeTemplateOf(request) ?? 'no route';
    this.logger.error(`${requestId} ${request.method} ${route}: ${error.code} ${error.message}`, stack);
  }
}

interface RouterLayer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  readonly match: (path: string) => boolean;
}

/** An address that exists, asked with a method it does not have, is 405 with `Allow`; Express alone would say 404. */
function refineUnknownRoute(error: AppError, request: Request, response: Response): AppError {
  if (error.code !== 'ROUTE_UNKNOWN') return error;
  const { stack } = (request.app as unknown as { router: { stack: readonly RouterLayer[] } }).router;
  const methods = stack
    .filter((layer) => layer.route !== undefined && layer.match(request.path))
    .flatMap((layer) => Object.keys(layer.route?.methods ?? {}))
    .map((method) => method.toUpperCase());
  if (methods.length === 0) return error;
  const allowed = [...new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods)].sort();
  response.setHeader('allow', allowed.join(', '));
  return new AppError('METHOD_NOT_ALLOWED', `${request.method} is not possible here`, { cause: error });
}

/** What the caller may know: faults of ours keep their secrets. */
export function problemDetails(error: AppError, instance: string): ProblemDetails {
  const { requestId, language } = currentContext();
  const title = translate(language, `errors.${error.code}`);
  const hidden = error.status === 500;
  return {
    type: problemType(error.code),
    title,
    status: error.status,
    code: error.code,
    detail: hidden ? title : detailOf(error, language, title),
    instance,
    requestId,
    ...(error.faults.length > 0 && !hidden
      ? { errors: error.faults.map((fault) => spoken(fault, language)) }
      : {}),
  };
}

/** Sentences for the log are English; who asked in another language gets one of the catalogue, or the title again. */
function detailOf(error: AppError, language: Language, title: string): string {
  const key = `details.${error.detail}`;
  if (!hasTranslation(language, key)) return language === 'en' ? error.message : title;
  const { type } = error.params;
  const thing = `things.${type ?? ''}`;
  return translate(language, key, {
    ...error.params,
    ...(hasTranslation(language, thing) ? { type: translate(language, thing) } : {}),
  });
}

/** Faults of a request as such, and those that the engine finds, are told by code; all others come in the caller's language already. */
function spoken(fault: FieldFault, language: Language): FieldFault {
  const key = [`requestFaults.${fault.code}`, `engineFaults.${fault.code}`].find((one) =>
    hasTranslation(language, one),
  );
  return key === undefined ? fault : { ...fault, message: translate(language, key) };
}

/** Errors of Express and its body parsers carry a status and a type. */
interface ParserError extends Error {
  readonly status?: unknown;
  readonly type?: unknown;
}

export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const fromDatabase = fromDatabaseError(thrown);
  if (fromDatabase) return fromDatabase;
  if (thrown instanceof HttpException) return fromHttpException(thrown);
  if (thrown instanceof URIError) {
    return new AppError('ADDRESS_MALFORMED', 'The address contains a malformed escape', { cause: thrown });
  }
  if (isError(thrown)) {
    const { status, type } = thrown as ParserError;
    if (type === 'entity.parse.failed') return malformedJson(thrown);
    if (type === 'entity.too.large') {
      return new AppError('BODY_TOO_LARGE', 'The body is larger than is taken', { cause: thrown });
    }
    if (type === 'encoding.unsupported' || type === 'charset.unsupported') {
      return new AppError('CONTENT_TYPE_UNSUPPORTED', thrown.message, { cause: thrown });
    }
    if (typeof status === 'number' && status >= 400 && status < 500) {
      return new AppError(CODE_OF_STATUS[status] ?? 'REQUEST_REFUSED', thrown.message, {
        cause: thrown,
        status,
      });
    }
    return new AppError('INTERNAL', thrown.message, { cause: thrown });
  }
  return new AppError('INTERNAL', 'Something that is not an error was thrown', { cause: thrown });
}

function malformedJson(cause: Error): AppError {
  return new AppError('BODY_MALFORMED', 'The body is not valid JSON', {
    cause,
    faults: [{ pointer: '', code: 'json_malformed', message: 'is not valid JSON' }],
  });
}

function fromHttpException(exception: HttpException): AppError {
  const status = exception.getStatus();
  const options: AppErrorOptions = { cause: exception, status };
  if (isError(exception.cause)) {
    const inner = toAppError(exception.cause);
    if (inner.status < 500) return inner;
  }
  if (status === 404 && /^Cannot [A-Z]+ /.test(exception.message)) {
    return new AppError('ROUTE_UNKNOWN', exception.message, options);
  }
  if (status >= 500) return new AppError('INTERNAL', exception.message, options);
  return new AppError(CODE_OF_STATUS[status] ?? 'REQUEST_REFUSED', exception.message, options);
}
