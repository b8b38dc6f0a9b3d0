import { AppError } from '../../../errors/index.js';
import { type Language, translate } from '../../../i18n/index.js';

/** A file that cannot be read as a table at all; `code` is a key of the catalogue below `imports.file`. */
export function unreadable(
  code: string,
  language: Language,
  params: Readonly<Record<string, string | number>> = {},
  cause?: unknown,
): AppError {
  const message = translate(language, `imports.file.${code}`, params);
  return new AppError('FILE_UNREADABLE', `The file cannot be read: ${code}`, {
    cause,
    faults: [{ pointer: '', parameter: 'file', code, message }],
  });
}
