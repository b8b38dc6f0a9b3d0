import { type Dataset, type DatasetLoaded, type PilotRequest } from '@heli/contracts';
import { generateDataset, inWords } from '@heli/generator';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/index.js';
import { AppError } from '../../errors/index.js';
import { loadDatasetIn } from './dataset-loader.js';

/** The same people as `heli demo` makes up. */
const PILOT_SEED = 2013;

@Injectable()
export class DatasetsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
  ) {}

  /** Puts the made-up pilot where nothing is yet: nobody's own pools are ever mixed with it. */
  async loadPilot({ seasonStart }: PilotRequest): Promise<DatasetLoaded> {
    const dataset = inWords(
      generateDataset({ seed: PILOT_SEED, ...(seasonStart === undefined ? {} : { seasonStart }) }),
    );
    const { seasonId } = await loadDatasetIn(this.transactions, this.audit, dataset, refuseUnlessEmpty);
    return { seasonId, counts: countsOf(dataset) };
  }
}

/** Whatever is in a pool lies in a community or belongs to a season. */
async function refuseUnlessEmpty(manager: EntityManager): Promise<void> {
  const [held] = await manager.query<[{ held: boolean }]>(
    'SELECT EXISTS (SELECT 1 FROM seasons) OR EXISTS (SELECT 1 FROM communities) AS held',
  );
  if (held.held)
    throw new AppError('STATE_CONFLICT', 'There are communities or seasons already', {
      detail: 'pools_not_empty',
    });
}

const countsOf = (dataset: Dataset): Record<string, number> =>
  Object.fromEntries(
    Object.entries(dataset).flatMap(([list, values]) =>
      Array.isArray(values) ? [[list, values.length] as const] : [],
    ),
  );
