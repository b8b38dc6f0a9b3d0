import {
  diag,
  DiagLogLevel,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { Logger } from '@nestjs/common';
import { messageOf } from '../errors/index.js';
import {
  type OpenSpan,
  readTraceParent,
  type SpanKindName,
  type SpanStart,
  type Tracing,
  writeTraceParent,
} from './tracing.js';

const KINDS: Readonly<Record<SpanKindName, SpanKind>> = {
  server: SpanKind.SERVER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
};

export interface OtlpSettings {
  /** Without a slash at its end; spans go to `/v1/traces` below it. */
  readonly endpoint: string;
  readonly service: string;
  readonly version: string;
}

/**
 * Spans by OTLP over HTTP. Loaded only where they are wanted: the packages take some tenths of a second. Nothing is
 * patched: what is traced is opened by name.
 */
export function otlpTracing({ endpoint, service, version }: OtlpSettings): Tracing {
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({ 'service.name': service, 'service.version': version }),
    ),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }))],
  });
  const complain = quietly();
  diag.setLogger({ ...SILENT, error: complain }, DiagLogLevel.ERROR);
  const tracer = provider.getTracer('heli', version);
  return {
    on: true,
    open: (name, { kind, parent, facts, atMs }) => {
      const options = {
        kind: KINDS[kind],
        attributes: { ...facts },
        ...(atMs === undefined ? {} : { startTime: atMs }),
      };
      return openSpan(tracer.startSpan(name, options, contextOf(parent)));
    },
    // What cannot be sent any more holds up no process that ends.
    close: () => provider.shutdown().catch((error: unknown) => complain(messageOf(error))),
  };
}

const nothing = (): void => undefined;
const SILENT = { warn: nothing, info: nothing, debug: nothing, verbose: nothing };
/** A receiver that is away is told of so often. */
const QUIET_MS = 60_000;

function quietly(): (sentence: string) => void {
  const logger = new Logger('Tracing');
  let last = -Infinity;
  return (sentence) => {
    const now = performance.now();
    if (now - last < QUIET_MS) return;
    last = now;
    logger.warn(`Spans could not be sent: ${sentence}`);
  };
}

function contextOf(parent: SpanStart['parent']): Context {
  const found = readTraceParent(parent);
  if (found === undefined) return ROOT_CONTEXT;
  const { traceId, spanId, flags } = found;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: flags, isRemote: true });
}

function openSpan(span: Span): OpenSpan {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceParent: writeTraceParent({ traceId, spanId, flags: traceFlags }),
    name: (name) => span.updateName(name),
    add: (facts) => span.setAttributes({ ...facts }),
    end: ({ failure, atMs } = {}) => {
      if (failure !== undefined) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
        span.setAttribute('error.type', failure);
      }
      span.end(atMs);
    },
  };
}
