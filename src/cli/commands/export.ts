import { extname } from 'node:path';
import { exportFile } from '../../features/imports/index.js';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { configOf, type ServiceOptions, withDataSource } from '../service.js';
import { writeFileAtomically } from '../write-file.js';
import { kindOf } from './import.js';

export interface ExportOptions extends ServiceOptions {
  readonly season?: string;
  readonly community?: string;
}

/** `heli export`: a pool as a table that `heli import` reads back. */
export async function exportPool(
  talk: Conversation,
  kindText: string,
  file: string,
  options: ExportOptions,
): Promise<ExitCode> {
  const { texts } = talk;
  const kind = kindOf(kindText, talk);
  const format = formatOf(file);
  if (format === undefined) throw new CliError(EXIT.usage, 'USAGE', texts.usage.extension(file));
  const { bytes, rows } = await withDataSource(talk, configOf(talk, options), (dataSource) =>
    exportFile(dataSource, kind, {
      format,
      lang: talk.language,
      seasonId: options.season,
      communityId: options.community,
    }),
  );
  await writeFileAtomically(file, bytes, texts);
  talk.print(texts.export.wrote(file, rows));
  talk.result({ ok: true, command: 'export', kind, out: file, rows });
  return EXIT.ok;
}

function formatOf(file: string): 'csv' | 'xlsx' | undefined {
  switch (extname(file).toLowerCase()) {
    case '.csv':
      return 'csv';
    case '.xlsx':
      return 'xlsx';
    default:
      return undefined;
  }
}
