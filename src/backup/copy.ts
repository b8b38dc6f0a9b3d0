import { once } from 'node:events';
import { Readable } from 'node:stream';
import { type Client, type Connection, type Submittable } from 'pg';

/** What `pg` has for COPY beside what its types tell. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Uint8Array): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

/** `COPY 12`: the rows that went through. */
const rowsOfCommand = (text: string): number => Number(/^COPY (\d+)$/.exec(text)?.[1] ?? Number.NaN);

/** Rows that PostgreSQL sends, in its text format; `rows` once they are through. */
export class CopyOut extends Readable implements Submittable {
  rows = 0;
  private connection: Connection | undefined;

  constructor(private readonly statement: string) {
    super();
  }

  static of(client: Client, statement: string): CopyOut {
    return client.query(new CopyOut(statement));
  }

  submit(connection: Connection): void {
    this.connection = connection;
    connection.query(this.statement);
  }

  override _read(): void {
    this.connection?.stream.resume();
  }

  // What `pg` calls as messages come.
  handleCopyData({ chunk }: { readonly chunk: Uint8Array }, { stream }: Connection): void {
    if (!this.push(chunk)) stream.pause();
  }
  handleCommandComplete({ text }: { readonly text: string }): void {
    this.rows = rowsOfCommand(text);
  }
  handleReadyForQuery(): void {
    this.leave();
    this.push(null);
  }
  handleError(error: Error): void {
    this.leave();
    this.destroy(error);
  }

  /** The connection goes on to the next statement, whether the last rows were read already or not. */
  private leave(): void {
    this.connection?.stream.resume();
    this.connection = undefined;
  }
}

/** Rows that go to PostgreSQL. */
class CopyIn implements Submittable {
  readonly done: Promise<number>;
  private rows = 0;
  private failure: Error | undefined;
  private over = false;
  private settle: { resolve: (rows: number) => void; reject: (error: Error) => void } | undefined;

  constructor(
    private readonly statement: string,
    private readonly source: AsyncIterable<Uint8Array>,
  ) {
    this.done = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
  }

  submit(connection: Connection): void {
    connection.query(this.statement);
  }

  // What `pg` calls as messages come.
  handleCopyInResponse(connection: CopyConnection): void {
    this.send(connection).catch((error: unknown) => {
      this.failure = error instanceof Error ? error : new Error(String(error));
      // The server answers with an error, which ends the statement.
      connection.sendCopyFail('The source cannot be read');
    });
  }
  handleCommandComplete({ text }: { readonly text: string }): void {
    this.rows = rowsOfCommand(text);
  }
  handleReadyForQuery(): void {
    this.over = true;
    this.settle?.resolve(this.rows);
  }
  handleError(error: Error): void {
    this.over = true;
    this.settle?.reject(this.failure ?? error);
  }

  private async send(connection: CopyConnection): Promise<void> {
    for await (const chunk of this.source) {
      if (this.over) return;
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
    }
    if (!this.over) connection.endCopyFrom();
  }
}

/** Sends rows in PostgreSQL's text format; returns how many. An error of the source fails the statement. */
export const copyIn = (
  client: Client,
  statement: string,
  source: AsyncIterable<Uint8Array>,
): Promise<number> => client.query(new CopyIn(statement, source)).done;
