export { importFile, type ImportOptions } from './import-file.js';
export { CONTENT_TYPES, exportFile, type ExportedFile, type ExportOptions } from './export-file.js';
export { ImportsModule } from './imports.module.js';
// What a feature with a table of its own reads and writes it with.
export { type Column, column, syntax } from './columns/column.js';
export { words } from './columns/syntaxes.js';
export { type FaultList } from './fault-list.js';
export { readTable, type Table } from './file/read-table.js';
export { type TableFormat, writeTable } from './file/write-table.js';
export { faultsOfLayout, type Layout, layoutOf } from './layout.js';
export { NameBook } from './names.js';
export { refuseFaults } from './refuse-faults.js';
export { draftRows, type RowDraft } from './rows.js';
export { readInstant, writeInstant } from './text/instants.js';
export { readWord, type Vocabulary, writeWord } from './text/words.js';
export { acceptTables, uploadedFile, UploadMiddleware } from './upload.js';
