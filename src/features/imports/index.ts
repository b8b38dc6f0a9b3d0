export { importFile, type ImportOptions } from './import-file.js';
export { exportFile, type ExportedFile, type ExportOptions } from './export-file.js';
export { writeTable } from './file/write-table.js';
export { ImportsModule } from './imports.module.js';
