/** One fault of a request, as RFC 9457 answers of the service list them. */
export interface Fault {
  /** JSON pointer into the body; '' for the whole. */
  readonly pointer: string;
  readonly code: string;
  /** A sentence for people. */
  readonly message: string;
  readonly parameter?: string;
}

/** An answer of the service that is a refusal; `detail` is a sentence for people, in their language. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly errors: readonly Fault[] = [],
    readonly requestId: string | null = null,
  ) {
    super(detail);
  }
}

/** Nothing came back at all: no network, or the service is away. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

export async function problemOf(response: Response): Promise<ApiProblem> {
  const text = await response.text();
  try {
    const body = JSON.parse(text) as Partial<ApiProblem>;
    return new ApiProblem(
      response.status,
      body.code ?? 'UNKNOWN',
      body.title ?? response.statusText,
      body.detail ?? body.title ?? response.statusText,
      body.errors ?? [],
      body.requestId ?? null,
    );
  } catch (cause) {
    // A proxy's page, not an answer of the service.
    const problem = new ApiProblem(response.status, 'UNKNOWN', response.statusText, response.statusText);
    problem.cause = cause;
    return problem;
  }
}

/** What was thrown, as an error. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));
