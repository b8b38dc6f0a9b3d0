import { Injectable } from '@nestjs/common';
import { type ImportFault, type ImportKind, type ImportReport } from '@heli/contracts';
import { DataSource } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/index.js';
import { AppError, type FieldFault, jsonPointer } from '../../errors/index.js';
import { currentContext } from '../../http/context.js';
import { type ExportedFile, exportFile, type ExportOptions } from './export-file.js';
import { importTable } from './import-file.js';

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
    if (!dryRun && report.faultCount > 0) {
      throw new AppError(
        'IMPORT_REFUSED',
        `The table has ${report.faultCount} faults; nothing was imported`,
        {
          detail: 'import_refused',
          params: { count: report.faultCount },
          faults: report.faults.map(asFieldFault),
        },
      );
    }
    return report;
  }

  take(kind: ImportKind, options: ExportOptions): Promise<ExportedFile> {
    return exportFile(this.dataSource, kind, options);
  }
}

/** The same words as the report, and a pointer as every other fault has. */
const asFieldFault = (fault: ImportFault): FieldFault & ImportFault => ({
  ...fault,
  pointer: jsonPointer(fault.column === null ? [fault.row] : [fault.row, fault.column]),
});
