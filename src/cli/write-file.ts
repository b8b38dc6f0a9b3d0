import { randomBytes } from 'node:crypto';
import { chmod, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../errors/inspect.js';
import { CliError } from './cli-error.js';
import { EXIT } from './exit-codes.js';
import { type CliTexts } from './texts/texts.js';

/**
 * Writes a file whole or not at all: into a neighbour that then takes its name. A link is followed, so that it stays a
 * link; a device or pipe is written to directly, so that `--out /dev/null` does not replace it.
 */
export async function writeFileAtomically(
  path: string,
  content: string | Buffer,
  texts: CliTexts,
): Promise<void> {
  try {
    const target = await existing(path);
    if (target !== undefined && !target.isFile) {
      await writeTo(target.path, 'w', content);
      return;
    }
    const place = target?.path ?? path;
    const neighbour = join(dirname(place), `.heli-${randomBytes(6).toString('hex')}.tmp`);
    try {
      await writeTo(neighbour, 'wx', content);
      if (target !== undefined) await chmod(neighbour, target.mode);
      await rename(neighbour, place);
    } catch (cause) {
      await removeIfThere(neighbour);
      throw cause;
    }
  } catch (cause) {
    throw writeError(path, cause, texts);
  }
}

async function existing(path: string): Promise<{ path: string; isFile: boolean; mode: number } | undefined> {
  try {
    const place = await realpath(path);
    const found = await stat(place);
    return { path: place, isFile: found.isFile(), mode: found.mode & 0o777 };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeTo(path: string, flags: 'w' | 'wx', content: string | Buffer): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.writeFile(content, 'utf8');
    if (flags === 'wx') await file.sync();
  } finally {
    await file.close();
  }
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function writeError(path: string, cause: unknown, texts: CliTexts): CliError {
  const code = codeOf(cause) ?? 'EIO';
  const message =
    code === 'ENOENT'
      ? texts.noSuchFolder(path)
      : code === 'EISDIR'
        ? texts.isDirectory(path)
        : code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
          ? texts.notAllowedToWrite(path)
          : code === 'ENOSPC'
            ? texts.diskFull(path)
            : texts.cannotWrite(path, code);
  return new CliError(EXIT.environment, code, message, { file: path, cause });
}
