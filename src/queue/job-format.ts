import { z } from 'zod';
import { isError } from '../errors/index.js';

/** The job is of a newer release than this process: it is for another one. */
export class NewerJobError extends Error {
  override readonly name = 'NewerJobError';
}

export const isNewerJob = (error: unknown): boolean => isError(error) && error.name === 'NewerJobError';

interface Versioned {
  readonly v: number;
}

const envelope = z.looseObject({ v: z.int().min(1) });

/**
 * The shape of a job, in all versions that workers may still meet. Old and new processes run side by side while a release
 * is rolled out, and either way round: a worker reads what older ones wrote, and hands back what newer ones wrote.
 *
 * To change a shape, add a version with `next` and go on writing the old one for a release: workers that cannot read the
 * new one are then gone when the first is written.
 */
export class JobFormat<T extends Versioned> {
  private constructor(
    private readonly version: number,
    private readonly shape: z.ZodType<T>,
    private readonly older: ((data: unknown) => T) | null,
  ) {}

  static first<T extends Versioned>(shape: z.ZodType<T>): JobFormat<T> {
    return new JobFormat(1, shape, null);
  }

  /** @param bring makes a job of this version out of one of the version before */
  next<N extends Versioned>(shape: z.ZodType<N>, bring: (job: T) => N): JobFormat<N> {
    return new JobFormat(this.version + 1, shape, (data) => bring(this.read(data)));
  }

  /**
   * What a job says, in the newest shape.
   * @throws NewerJobError, and ZodError where the job is not what its version says
   */
  read(data: unknown): T {
    const { v } = envelope.parse(data);
    if (v > this.version)
      throw new NewerJobError(
        `Version ${v} of the job is newer than this release, which reads ${this.version}`,
      );
    return v < this.version && this.older !== null ? this.older(data) : this.shape.parse(data);
  }
}

export const jobFormat = <T extends Versioned>(shape: z.ZodType<T>): JobFormat<T> => JobFormat.first(shape);

/** What jobs of a format say. */
export type JobOf<F> = F extends JobFormat<infer T> ? T : never;
