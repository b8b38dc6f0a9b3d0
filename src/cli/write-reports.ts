import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ReportFile } from '../reports/index.js';
import { codeOf } from '../errors/inspect.js';
import { CliError } from './cli-error.js';
import { type Conversation } from './conversation.js';
import { EXIT } from './exit-codes.js';
import { writeFileAtomically } from './write-file.js';

/** Writes the reports into a folder, which is made where it is missing, and says where they are. */
export async function writeReports(
  folder: string,
  files: readonly ReportFile[],
  talk: Conversation,
): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    const code = codeOf(cause) ?? 'EIO';
    throw new CliError(EXIT.environment, code, talk.texts.cannotWrite(folder, code), { file: folder, cause });
  }
  for (const file of files) await writeFileAtomically(join(folder, file.name), file.content, talk.texts);
  talk.note(talk.texts.report.wrote(folder));
  talk.note(`  ${files.map((file) => file.name).join('  ')}`);
}
