import { type Language } from '../../../i18n/index.js';
import { errorCode } from './error-code.js';
import { unreadable } from './unreadable.js';

const INVALID = 'ERR_ENCODING_INVALID_ENCODED_DATA';

const decode = (encoding: string, bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (errorCode(error) === INVALID) return undefined;
    throw error;
  }
};

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

/**
 * Text of a CSV file: UTF-8 with or without a mark, UTF-16 with one, else GB18030, which Excel writes on Chinese
 * Windows. A file in UTF-8 is practically never valid by chance, so that order decides.
 */
export function decodeText(bytes: Uint8Array, language: Language): string {
  if (startsWith(bytes, 0xff, 0xfe)) return orRefuse(decode('utf-16le', bytes));
  if (startsWith(bytes, 0xfe, 0xff)) return orRefuse(decode('utf-16be', bytes));
  return orRefuse(decode('utf-8', bytes) ?? decode('gb18030', bytes));

  function orRefuse(text: string | undefined): string {
    if (text === undefined) throw unreadable('encoding', language);
    if (text.includes('\u0000')) throw unreadable('binary', language);
    return text;
  }
}
