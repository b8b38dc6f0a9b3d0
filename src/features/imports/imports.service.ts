import { Injectable } from '@nestjs/common';
import { type ImportKind, type ImportReport } from '@heli/contracts';
import { DataSource } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/index.js';
import { currentContext } from '../../http/context.js';
import { type ExportedFile, exportFile, type ExportOptions } from './export-file.js';
import { importTable } from './import-file.js';
import { refuseFaults } from './refuse-faults.js';

interface Asked {
  readonly dryRun: boolean;
  readonly seasonId?: string | undefined;
}

@Injectable()
export class ImportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
  ) {}

  /** A dry run always answers with its report; a real one that finds faults is refused with them. */
  async bring(kind: ImportKind, bytes: Buffer, { dryRun, seasonId }: Asked): Promise<ImportReport> {
    const { language: lang } = currentContext();
    const report = await importTable(this.transactions, this.audit, kind, bytes, { dryRun, lang, seasonId });
    if (!dryRun) refuseFaults(report);
    return report;
  }

  take(kind: ImportKind, options: ExportOptions): Promise<ExportedFile> {
    return exportFile(this.dataSource, kind, options);
  }
}
