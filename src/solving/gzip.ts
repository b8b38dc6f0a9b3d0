import { gunzipSync } from 'node:zlib';

/** Text compressed by gzip. For threads, which may block. */
export const readText = (gzip: Uint8Array): string => gunzipSync(gzip).toString('utf8');

/** JSON compressed by gzip. For threads, which may block. */
export const readGzip = (gzip: Uint8Array): unknown => JSON.parse(readText(gzip));
