import { type Progress } from '@heli/contracts';
import { type SolvedModel } from '../solving/index.js';
import { type OpenSpan, type SpanStart, type Tracing } from '../tracing/index.js';

/** A run of a large season solves thousands of models; of what comes after so many, only the sums are told. */
const MOST_MODELS = 1000;

/** What a trace shows of one attempt of a run: the attempt, in it the phases, in them the models that were solved. */
export class RunTrace {
  private readonly span: OpenSpan;
  private phase: { readonly name: string; readonly span: OpenSpan; blocks: number } | undefined;
  private models = 0;
  private over = false;

  constructor(
    private readonly tracing: Tracing,
    run: { readonly id: string; readonly attempt: number; readonly traceParent: string | null },
  ) {
    this.span = tracing.open('run', {
      kind: 'consumer',
      parent: run.traceParent,
      facts: { 'heli.run.id': run.id, 'heli.run.attempt': run.attempt },
    });
  }

  get traceParent(): string | null {
    return this.span.traceParent;
  }

  progress({ phase, blocksDone, blocksTotal, gap }: Progress): void {
    if (this.phase?.name !== phase) {
      this.phase?.span.end();
      this.phase = { name: phase, span: this.inside(`run ${phase}`), blocks: 0 };
    }
    this.phase.blocks = blocksDone;
    this.phase.span.add({ 'heli.blocks.done': blocksDone, 'heli.blocks.total': blocksTotal });
    if (gap !== null) this.phase.span.add({ 'heli.gap': gap });
  }

  solved({
    columns,
    rows,
    entries,
    relaxed,
    termination,
    quality,
    gap,
    beganMs,
    endedMs,
  }: SolvedModel): void {
    this.models += 1;
    if (this.models > MOST_MODELS) return;
    this.inside('solve block', beganMs, {
      ...(this.phase ? { 'heli.phase': this.phase.name, 'heli.blocks.done': this.phase.blocks } : {}),
      ...{ 'heli.model.columns': columns, 'heli.model.rows': rows, 'heli.model.entries': entries },
      ...{ 'heli.model.relaxed': relaxed, 'heli.termination': termination, 'heli.quality': quality },
      ...(gap === null ? {} : { 'heli.gap': gap }),
    }).end({ atMs: endedMs });
  }

  /** The first end counts. */
  end(outcome: string): void {
    if (this.over) return;
    this.over = true;
    this.phase?.span.end();
    this.span.add({ 'heli.run.outcome': outcome, 'heli.models': this.models });
    this.span.end(outcome === 'failed' || outcome === 'lost' ? { failure: outcome } : {});
  }

  private inside(name: string, atMs?: number, facts: SpanStart['facts'] = {}): OpenSpan {
    const parent = (name === 'solve block' ? this.phase?.span.traceParent : undefined) ?? this.traceParent;
    return this.tracing.open(name, {
      kind: 'internal',
      parent,
      facts,
      ...(atMs === undefined ? {} : { atMs }),
    });
  }
}
