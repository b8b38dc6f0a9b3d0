import { gunzipSync } from 'node:zlib';

/** JSON compressed by gzip. For threads, which may block. */
export const readGzip = (gzip: Uint8Array): unknown => JSON.parse(gunzipSync(gzip).toString('utf8'));
