export type ModelFault =
  | 'LP_BAD_BOUND'
  | 'LP_BAD_COEFFICIENT'
  | 'LP_BAD_SHAPE'
  | 'LP_UNKNOWN_COLUMN'
  | 'LP_UNKNOWN_ROW'
  | 'LP_BAD_TEXT';

/** A model that cannot be meant: thrown while it is built, so that no backend has to guess. */
export class ModelError extends Error {
  /**
   * @param code stable, for programs
   * @param message a sentence that names the column, row or line
   */
  constructor(
    readonly code: ModelFault,
    message: string,
  ) {
    super(message);
    this.name = 'ModelError';
  }
}
