/** Why a backup cannot be made or used. Nothing was changed. */
export type BackupFault =
  | { readonly kind: 'no-archive'; readonly path: string }
  | { readonly kind: 'manifest'; readonly path: string; readonly why: string }
  | { readonly kind: 'damaged'; readonly file: string; readonly why: string }
  /** Made by a release that knows migrations which this one does not. */
  | { readonly kind: 'newer'; readonly migrations: readonly string[] }
  /** The database has migrations that the archive was made without. */
  | { readonly kind: 'ahead'; readonly migrations: readonly string[] }
  | { readonly kind: 'not-empty'; readonly tables: readonly string[] };

export class BackupError extends Error {
  override readonly name = 'BackupError';

  constructor(
    readonly fault: BackupFault,
    options?: ErrorOptions,
  ) {
    super(`${fault.kind}: ${JSON.stringify(fault)}`, options);
  }
}
