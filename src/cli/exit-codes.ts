/** What the shell is told. Documented in `heli --help` and docs/formats.md. */
export const EXIT = {
  ok: 0,
  /** The work was done and the answer is "no": a plan breaks a rule, an input is refused, a database has drifted. */
  no: 1,
  usage: 2,
  /** A file is absent, unreadable, too large, or not what its format says. */
  input: 3,
  /** The solver, the database, the disk or a port failed us. */
  environment: 4,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
