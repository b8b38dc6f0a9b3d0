import { type Progress } from '@heli/contracts';
import cliProgress from 'cli-progress';
import { type Conversation } from './conversation.js';

export interface ProgressView {
  update(progress: Progress): void;
  stop(): void;
}

const SILENT: ProgressView = { update: () => undefined, stop: () => undefined };

/** A bar on a terminal; elsewhere a line when the phase changes and now and then, so that a log stays short. */
export function progressView(talk: Conversation, now: () => number = Date.now): ProgressView {
  if (talk.options.quiet) return SILENT;
  return talk.streams.stderr.isTTY === true ? bar(talk) : sparseLines(talk, now);
}

function bar(talk: Conversation): ProgressView {
  const { texts } = talk;
  const single = new cliProgress.SingleBar(
    {
      format: '{phase} |{bar}| {blocks} {gap}',
      stream: talk.streams.stderr,
      hideCursor: true,
      clearOnComplete: true,
      // Ctrl-C is ours: it keeps the best plan.
      gracefulExit: false,
      etaBuffer: 50,
      fps: 8,
    },
    cliProgress.Presets.shades_classic,
  );
  let running = false;
  return {
    update(progress) {
      const payload = {
        phase: texts.phase[progress.phase],
        blocks:
          progress.blocksTotal === 0 ? '' : `${progress.blocksDone}/${progress.blocksTotal} ${texts.blocks}`,
        gap: gapOf(progress, talk),
      };
      if (!running) {
        single.start(Math.max(1, progress.blocksTotal), progress.blocksDone, payload);
        running = true;
        return;
      }
      single.setTotal(Math.max(1, progress.blocksTotal));
      single.update(progress.blocksDone, payload);
    },
    stop() {
      if (running) single.stop();
      running = false;
    },
  };
}

const BETWEEN_LINES_MS = 10_000;

function sparseLines(talk: Conversation, now: () => number): ProgressView {
  let last: { phase: Progress['phase']; at: number } | undefined;
  return {
    update(progress) {
      if (last?.phase === progress.phase && now() - last.at < BETWEEN_LINES_MS) return;
      last = { phase: progress.phase, at: now() };
      const { texts } = talk;
      const parts = [texts.phase[progress.phase]];
      if (progress.blocksTotal > 0)
        parts.push(`${progress.blocksDone}/${progress.blocksTotal} ${texts.blocks}`);
      const gap = gapOf(progress, talk);
      if (gap !== '') parts.push(gap);
      talk.note(`  ${parts.join(' · ')}`);
    },
    stop: () => undefined,
  };
}

function gapOf(progress: Progress, talk: Conversation): string {
  // Above that a figure says nothing yet.
  return progress.gap === null || progress.gap > 1 ? '' : talk.texts.gapSoFar(progress.gap);
}
