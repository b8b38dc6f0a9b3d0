import { inflateRawSync } from 'node:zlib';
import { type Language } from '../../../i18n/index.js';
import { errorCode } from './error-code.js';
import { FILE_LIMITS } from './limits.js';
import { guardSheet } from './sheet-guard.js';
import { unreadable } from './unreadable.js';

// APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16
const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/**
 * Unpacks an XLSX file once, entry by entry and never beyond the limit, before a library sees it: what it declares may
 * be a lie. Also refuses cells placed so far out that the table between would fill the memory.
 */
export function guardXlsx(file: Buffer, language: Language): void {
  const refuse = (code: string, cause?: unknown) => unreadable(code, language, {}, cause);
  let left: number = FILE_LIMITS.unpackedBytes;
  for (const entry of entriesOf(file, refuse)) {
    if (entry.unpacked > left) throw refuse('zip_bomb');
    const content = unpack(file, entry, refuse);
    left -= content.length;
    if (content.length !== entry.unpacked) throw refuse('xlsx_broken');
    // Which parts are sheets, the file itself tells; so every part that looks like one is.
    if (content.includes('sheetData')) guardSheet(content, refuse);
  }
}

type Refuse = (code: string, cause?: unknown) => Error;

function entriesOf(file: Buffer, refuse: Refuse): Entry[] {
  const end = endOfDirectory(file);
  if (end < 0) throw refuse('xlsx_broken');
  const count = file.readUInt16LE(end + 10);
  if (count > FILE_LIMITS.archiveEntries) throw refuse('zip_bomb');
  const entries: Entry[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== CENTRAL) throw refuse('xlsx_broken');
    if ((file.readUInt16LE(at + 8) & ENCRYPTED) !== 0) throw refuse('xlsx_encrypted');
    const nameBytes = file.readUInt16LE(at + 28);
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + nameBytes),
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      unpacked: file.readUInt32LE(at + 24),
      offset: file.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

function endOfDirectory(file: Buffer): number {
  const earliest = Math.max(0, file.length - END_BYTES - LONGEST_COMMENT);
  for (let at = file.length - END_BYTES; at >= earliest; at -= 1) {
    if (file.readUInt32LE(at) === END) return at;
  }
  return -1;
}

/** Never more than the entry claims to hold. */
function unpack(file: Buffer, entry: Entry, refuse: Refuse): Buffer {
  const { offset, packed, method } = entry;
  if (offset + 30 > file.length || file.readUInt32LE(offset) !== LOCAL) throw refuse('xlsx_broken');
  const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  if (start + packed > file.length) throw refuse('xlsx_broken');
  const content = file.subarray(start, start + packed);
  if (method === STORED) return content;
  if (method !== DEFLATED) throw refuse('xlsx_broken');
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(1, entry.unpacked) });
  } catch (error) {
    throw refuse(errorCode(error) === 'ERR_BUFFER_TOO_LARGE' ? 'zip_bomb' : 'xlsx_broken', error);
  }
}
