/** Raised when a computed plan breaks a rule: a fault of the engine, never of the input. */
export class PlanRefused extends Error {
  readonly code = 'PLAN_REFUSED';
  constructor(readonly violations: readonly { readonly rule: string; readonly message: string }[]) {
    super(
      `The computed plan breaks ${violations.length} rules, the first: ${violations[0]?.rule ?? ''}: ${violations[0]?.message ?? ''}`,
    );
    this.name = 'PlanRefused';
  }
}
