/** Node's code of an error, e.g. `ERR_BUFFER_TOO_LARGE`; by its shape, since errors cross realms. */
export const errorCode = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
