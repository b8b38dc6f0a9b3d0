import { importKind, type ImportKind } from '@heli/contracts';
import { importFile } from '../../features/imports/index.js';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { readBytes } from '../read-json.js';
import { configOf, type ServiceOptions, withDataSource } from '../service.js';

export interface ImportOptions extends ServiceOptions {
  readonly dryRun?: boolean;
  readonly season?: string;
}

const MOST_SHOWN = 50;

/** `heli import`: a table into a pool, all rows or none. */
export async function importPool(
  talk: Conversation,
  kindText: string,
  file: string,
  options: ImportOptions,
): Promise<ExitCode> {
  const words = talk.texts.import;
  const kind = kindOf(kindText, talk);
  const bytes = await readBytes(file, talk);
  const report = await withDataSource(talk, configOf(talk, options), (dataSource) =>
    importFile(dataSource, kind, bytes, {
      dryRun: options.dryRun === true,
      lang: talk.language,
      seasonId: options.season,
    }),
  );
  const refused = report.faultCount > 0;
  talk.result({ ok: !refused, command: 'import', ...report });
  if (report.ignoredColumns.length > 0) talk.note(words.ignored(report.ignoredColumns));
  if (refused) {
    talk.complain(words.refused(file, report.faultCount));
    for (const { row, column, value, message } of report.faults.slice(0, MOST_SHOWN))
      talk.complain(words.fault(row, column, value, message));
    if (report.faultCount > MOST_SHOWN)
      talk.complain(`  ${talk.texts.moreFaults(report.faultCount - MOST_SHOWN)}`);
    return EXIT.no;
  }
  talk.print(report.dryRun ? words.dryRun(report) : words.done(report));
  return EXIT.ok;
}

export function kindOf(text: string, talk: Conversation): ImportKind {
  const parsed = importKind.safeParse(text);
  if (parsed.success) return parsed.data;
  const { usage } = talk.texts;
  throw new CliError(EXIT.usage, 'USAGE', usage.invalid('kind', text, usage.oneOf(importKind.options)));
}
