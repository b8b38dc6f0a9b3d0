const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** `npm run` passes on the Ctrl-C that the terminal has sent already: two signals so near each other are one press. */
const ONE_PRESS_MS = 500;

export interface Interrupts {
  /** The first Ctrl-C: end soon; or at once, with the error that it answers. */
  readonly first: () => Error | undefined;
  /** The second: end now. What it answers is thrown, before the work can fail for having been ended. */
  readonly second: () => Error;
}

/** Awaits work that Ctrl-C (or a polite kill) may end: the first time gently, the second time at once. */
export async function interruptible<T>(work: Promise<T>, interrupts: Interrupts): Promise<T> {
  let count = 0;
  let last = -Infinity;
  let quit: (error: unknown) => void = () => undefined;
  const forced = new Promise<never>((_resolve, reject) => {
    quit = reject;
  });
  const heard = (): void => {
    const now = performance.now();
    if (now - last < ONE_PRESS_MS) return;
    last = now;
    count += 1;
    const end = count === 1 ? interrupts.first() : count === 2 ? interrupts.second() : undefined;
    if (end !== undefined) quit(end);
  };
  for (const signal of SIGNALS) process.on(signal, heard);
  try {
    return await Promise.race([work, forced]);
  } finally {
    for (const signal of SIGNALS) process.off(signal, heard);
  }
}

/** Ends when somebody presses Ctrl-C or sends a polite kill. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of [...SIGNALS, 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
