import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { type z } from 'zod';
import { codeOf } from '../errors/inspect.js';
import { CliError } from './cli-error.js';
import { type Conversation } from './conversation.js';
import { EXIT } from './exit-codes.js';
import { locateJsonFault } from './json-locator.js';
import { schemaFaults } from './schema-faults.js';
import { type CliTexts } from './texts/texts.js';

/** Larger files do not fit into one string of V8 (2^29 characters), and are no season that anybody plans. */
export const MAX_BYTES = 256 * 1024 * 1024;

/** `-` is the standard input. */
export const STANDARD_STREAM = '-';

/** Reads a JSON file, or the standard input, and checks it against a contract; every fault is told at once. */
export async function readDocument<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  format: string,
  talk: Conversation,
): Promise<z.output<Schema>> {
  const name = path === STANDARD_STREAM ? talk.texts.standardInput : path;
  const bytes = await readBytes(path, talk);
  const document = parseJson(decode(bytes, name, talk.texts), name, talk.texts);
  refuseOtherFormat(document, format, name, talk.texts);
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  const faults = schemaFaults(parsed.error, document, talk.texts.schema);
  throw new CliError(EXIT.input, 'SCHEMA', talk.texts.notThisFormat(name, format, faults.length), {
    file: name,
    faults,
  });
}

/** The content of a file, or of the standard input. */
export const readBytes = (path: string, talk: Conversation): Promise<Buffer> =>
  path === STANDARD_STREAM ? readStandardInput(talk.texts) : readFile(path, talk.texts);

async function readFile(path: string, texts: CliTexts): Promise<Buffer> {
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY);
  } catch (cause) {
    throw fileError(path, cause, texts);
  }
  try {
    const { size, isDirectory } = await file.stat().then((stat) => ({
      size: stat.size,
      isDirectory: stat.isDirectory(),
    }));
    if (isDirectory) throw new CliError(EXIT.input, 'EISDIR', texts.isDirectory(path), { file: path });
    if (size > MAX_BYTES) throw tooLarge(path, texts);
    const bytes = await file.readFile();
    // A pipe has no size beforehand.
    if (bytes.length > MAX_BYTES) throw tooLarge(path, texts);
    return bytes;
  } catch (cause) {
    throw cause instanceof CliError ? cause : fileError(path, cause, texts);
  } finally {
    await file.close();
  }
}

async function readStandardInput(texts: CliTexts): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > MAX_BYTES) throw tooLarge(texts.standardInput, texts);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function tooLarge(name: string, texts: CliTexts): CliError {
  return new CliError(EXIT.input, 'TOO_LARGE', texts.tooLarge(name, MAX_BYTES / 1024 / 1024), { file: name });
}

function fileError(path: string, cause: unknown, texts: CliTexts): CliError {
  const code = codeOf(cause) ?? 'EIO';
  const message =
    code === 'ENOENT'
      ? texts.noSuchFile(path)
      : code === 'EISDIR'
        ? texts.isDirectory(path)
        : code === 'EACCES' || code === 'EPERM'
          ? texts.notAllowed(path)
          : texts.cannotRead(path, code);
  return new CliError(EXIT.input, code, message, { file: path, cause });
}

/** UTF-8, with or without a byte order mark. */
function decode(bytes: Buffer, name: string, texts: CliTexts): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CliError(EXIT.input, 'ENCODING', texts.notUtf8(name), { file: name, cause });
  }
}

function parseJson(text: string, name: string, texts: CliTexts): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const fault = locateJsonFault(text);
    const where = fault === undefined ? texts.notJson(name) : texts.notJsonAt(name, fault);
    throw new CliError(EXIT.input, 'JSON', where, { file: name, cause });
  }
}

/** A file of another of our formats gets one clear sentence instead of a hundred faults. */
function refuseOtherFormat(document: unknown, format: string, name: string, texts: CliTexts): void {
  const found =
    typeof document === 'object' && document !== null && 'format' in document ? document.format : undefined;
  if (typeof found === 'string' && found.startsWith('heli-') && found !== format)
    throw new CliError(EXIT.input, 'FORMAT', texts.otherFormat(name, found, format), { file: name });
}
