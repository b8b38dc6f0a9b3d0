import { randomUUID } from 'node:crypto';
import { CreateDateColumn, PrimaryColumn, UpdateDateColumn, VersionColumn } from 'typeorm';

/**
 * What every stored thing carries. `id` is text: callers may bring their own (a file's `V0007` stays `V0007` from import
 * over plan to export), else `newId()` makes one. `version` starts at 1 and is the ETag. Times have the precision of
 * JavaScript, so that they can be page keys.
 */
export abstract class VersionedEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @VersionColumn({ type: 'int' })
  version: number;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz', precision: 3 })
  updatedAt: Date;
}

export const newId = (): string => randomUUID();
