import { type ImportFault } from '@heli/contracts';
import { AppError, type FieldFault, jsonPointer } from '../../errors/index.js';

/** @throws AppError IMPORT_REFUSED where a table has faults: all rows are taken or none */
export function refuseFaults({
  faultCount: count,
  faults,
}: {
  readonly faultCount: number;
  readonly faults: readonly ImportFault[];
}): void {
  if (count === 0) return;
  throw new AppError('IMPORT_REFUSED', `The table has ${count} faults; nothing was imported`, {
    detail: 'import_refused',
    params: { count },
    faults: faults.map(asFieldFault),
  });
}

/** The same words as the report, and a pointer as every other fault has. */
const asFieldFault = (fault: ImportFault): FieldFault & ImportFault => ({
  ...fault,
  pointer: jsonPointer(fault.column === null ? [fault.row] : [fault.row, fault.column]),
});
