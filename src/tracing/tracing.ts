/** What a span says about its work: words of the code and numbers, ids of runs; never of people. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

export type SpanKindName = 'server' | 'consumer' | 'internal';

/** A piece of work under way, as a trace shows it. */
export interface OpenSpan {
  /** Of this span, for those who go on with its work (W3C Trace Context); null: nothing is traced. */
  readonly traceParent: string | null;
  /** Once it is known better what the work is. */
  name(name: string): void;
  add(facts: Facts): void;
  /** @param failure a word for how it failed */
  end(options?: { readonly failure?: string; readonly atMs?: number }): void;
}

export interface SpanStart {
  readonly kind: SpanKindName;
  /** `traceparent` of what the work belongs to; null: it begins a trace. */
  readonly parent: string | null;
  readonly facts?: Facts;
  /** When it began, milliseconds of the epoch; left out: now. */
  readonly atMs?: number;
}

/** Where spans go. */
export interface Tracing {
  readonly on: boolean;
  open(name: string, start: SpanStart): OpenSpan;
  /** Sends what is left. */
  close(): Promise<void>;
}

const NOTHING: OpenSpan = {
  traceParent: null,
  name: () => undefined,
  add: () => undefined,
  end: () => undefined,
};

/** Nothing is traced, and nothing is loaded for it. */
export const NO_TRACING: Tracing = { on: false, open: () => NOTHING, close: () => Promise.resolve() };

/** Injection token of `Tracing`. */
export const TRACING = Symbol('Tracing');

const TRACE_PARENT = /^([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

export interface TraceParent {
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: number;
}

/** Reads a `traceparent` (https://www.w3.org/TR/trace-context/#traceparent-header); undefined: it is none. */
export function readTraceParent(text: string | null | undefined): TraceParent | undefined {
  const [, version, traceId, spanId, flags] = TRACE_PARENT.exec(text ?? '') ?? [];
  if (version === 'ff' || traceId === undefined || spanId === undefined || flags === undefined)
    return undefined;
  return { traceId, spanId, flags: Number.parseInt(flags, 16) };
}

export const writeTraceParent = ({ traceId, spanId, flags }: TraceParent): string =>
  `00-${traceId}-${spanId}-${flags.toString(16).padStart(2, '0')}`;
