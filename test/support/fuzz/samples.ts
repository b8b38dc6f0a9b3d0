import { type TwoTowns } from '../two-towns.js';

const KINDS = [
  'volunteers',
  'venues',
  'activities',
  'groups',
  'donations',
  'equipment',
  'partner-units',
] as const;

/** Things and tables as the service itself gives them: what is nearly right gets further than what is made from nothing. */
export class Samples {
  private constructor(
    private readonly towns: TwoTowns,
    private readonly tables: readonly Buffer[],
  ) {}

  /** Tables are those of one town: nothing of the other is in what is sent. */
  static async take(towns: TwoTowns): Promise<Samples> {
    const tables: Buffer[] = [];
    const token = await towns.tokenOf('north-admin');
    for (const kind of KINDS)
      for (const format of ['csv', 'xlsx']) {
        const { body } = await towns
          .as(token, 'get', `exports/${kind}.${format}`)
          .buffer(true)
          .parse((response, done) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('end', () => done(null, Buffer.concat(chunks)));
          });
        tables.push(body as Buffer);
      }
    return new Samples(towns, tables);
  }

  /** Tables of the pools, as files. */
  files(): readonly Buffer[] {
    return this.tables;
  }

  /** Some of what a pool holds now: that of `/api/v1/venues/{id}` or `/api/v1/venues`. */
  async things(path: string): Promise<readonly object[]> {
    const [, pool] = /^\/api\/v1\/([\w-]+)(?:\/\{id\}|\/bulk)?$/.exec(path) ?? [];
    if (pool === undefined) return [];
    const { status, body } = await this.towns.asOperator('get', `${pool}?limit=30`);
    return status === 200 ? ((body as { items?: object[] }).items ?? []) : [];
  }
}
