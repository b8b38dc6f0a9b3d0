import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import { type Duplex } from 'node:stream';
import { AppError, codeOf } from '../errors/index.js';
import { DEFAULT_LANGUAGE } from '../i18n/index.js';
import { NOWHERE } from '../auth/reach.js';
import { withContext } from './context.js';
import { problemDetails } from './problem.filter.js';

/** What Node hangs onto a connection while it answers on it. */
interface AnsweringSocket extends Duplex {
  readonly _httpMessage?: { readonly headersSent: boolean } | null;
}

/** Requests that are no HTTP never reach the application; Node alone would answer them without a word. */
export function answerBrokenRequests(server: Server): void {
  server.on('clientError', (error: Error, socket: AnsweringSocket) => {
    // Half an answer cannot be taken back; a closed connection takes none.
    if (!socket.writable || codeOf(error) === 'ECONNRESET' || socket._httpMessage?.headersSent === true) {
      socket.destroy(error);
      return;
    }
    const { status, body, requestId } = answerTo(error);
    socket.end(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
        'Connection: close',
        'Content-Type: application/problem+json; charset=utf-8',
        `X-Request-Id: ${requestId}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
        '',
        body,
      ].join('\r\n'),
    );
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    request.resume();
    const { status, body, requestId } = answerTo(
      new AppError('REQUEST_REFUSED', 'Only 100-continue can be expected', { status: 417 }),
    );
    response.writeHead(status, {
      'content-type': 'application/problem+json; charset=utf-8',
      'x-request-id': requestId,
    });
    response.end(body);
  });
}

function refusalOf(error: Error): AppError {
  if (error instanceof AppError) return error;
  switch (codeOf(error)) {
    case 'HPE_HEADER_OVERFLOW':
      return new AppError('HEADERS_TOO_LARGE', 'The address and the headers are larger than is taken', {
        cause: error,
      });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new AppError('REQUEST_TIMEOUT', 'The request did not arrive in time', { cause: error });
    default:
      return new AppError('REQUEST_REFUSED', 'The request is no HTTP', { cause: error });
  }
}

/** The wishes of the caller were in what could not be read. */
function answerTo(error: Error): { status: number; body: string; requestId: string } {
  const refusal = refusalOf(error);
  const requestId = randomUUID();
  const context = { requestId, language: DEFAULT_LANGUAGE, actor: 'anyone', reach: NOWHERE };
  const body = withContext(context, () => JSON.stringify(problemDetails(refusal, '/')));
  return { status: refusal.status, body, requestId };
}
