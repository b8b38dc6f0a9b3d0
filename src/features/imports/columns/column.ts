import { type Language } from '../../../i18n/index.js';
import { type Read } from '../text/read.js';

/** Things that a cell names by id or by name. */
export type Thing =
  | 'community'
  | 'skill'
  | 'organization'
  | 'partnerUnit'
  | 'group'
  | 'venue'
  | 'season'
  | 'series'
  | 'activity';

/** What the cells of one row are read with. */
export interface ReadContext {
  /** Zone of the row's community, for clock times. */
  readonly zone: string;
  readonly name: (thing: Thing, text: string) => Read<string>;
}

export interface WriteContext {
  readonly zone: string;
  readonly language: Language;
  /** The name where it is as clear as the id, else the id. */
  readonly name: (thing: Thing, id: string) => string;
}

/** One column of a table: how it is headed, where it goes, how it is read and written. */
export interface Column {
  /** Place in the value, e.g. `limits.minutesPerDay`. */
  readonly path: string;
  /** The first of each language is written; all are read. */
  readonly headers: {
    readonly 'zh-CN': readonly [string, ...string[]];
    readonly en: readonly [string, ...string[]];
  };
  readonly names?: readonly Thing[];
  /** An empty cell never gets here: it takes the value away. */
  readonly read: (text: string, context: ReadContext) => Read<unknown>;
  /** Null: the column is read but never written. */
  readonly write: ((value: unknown, context: WriteContext) => string) | null;
}

type Headers = readonly [string, ...string[]];

export const column = (path: string, chinese: Headers, english: Headers, syntax: Syntax): Column => ({
  path,
  headers: { 'zh-CN': chinese, en: english },
  ...syntax,
});

export type Syntax = Pick<Column, 'read' | 'write' | 'names'>;

/** A syntax from a pair of functions that agree on the type between them. */
export const syntax = <T>(
  read: (text: string, context: ReadContext) => Read<T>,
  write: (value: T, context: WriteContext) => string,
  names: readonly Thing[] = [],
): Syntax => ({ read, write: (value, context) => write(value as T, context), names });
