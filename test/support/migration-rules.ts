/** Why statements of a migration would hold up others on a table that is in use; none where they would not. */
export function faultsOfMigration(statements: readonly string[]): string[] {
  const made = new Set(
    statements.flatMap((sql) => /^\s*CREATE TABLE (?:IF NOT EXISTS )?"?(\w+)"?/i.exec(sql)?.[1] ?? []),
  );
  return statements.flatMap((sql) => {
    const table =
      /\bALTER TABLE (?:ONLY )?"?(\w+)"?/i.exec(sql)?.[1] ?? /^\s*CREATE .*?\bON "?(\w+)"?/is.exec(sql)?.[1];
    if (table !== undefined && made.has(table)) return [];
    return RULES.filter(({ breaks }) => breaks(sql)).map(({ instead }) => `${instead}: ${sql}`);
  });
}

const RULES: readonly { readonly breaks: (sql: string) => boolean; readonly instead: string }[] = [
  {
    breaks: (sql) => /^\s*(?:CREATE (?:UNIQUE )?|DROP )INDEX (?!CONCURRENTLY)/i.test(sql),
    instead: 'CONCURRENTLY, in a migration of its own with transaction = false',
  },
  {
    breaks: (sql) => /\bALTER (?:COLUMN )?"?\w+"? (?:SET DATA )?TYPE\b/i.test(sql),
    instead:
      'a new TYPE rewrites the table: add a column, fill it in portions, take the old one away a release later',
  },
  {
    breaks: (sql) => /\bSET NOT NULL\b/i.test(sql),
    instead:
      'SET NOT NULL reads the whole table: add a CHECK (… IS NOT NULL) NOT VALID, and VALIDATE it in the next migration',
  },
  {
    breaks: (sql) => /\bADD CONSTRAINT\b/i.test(sql) && !/\bNOT VALID\b|\bUSING INDEX\b/i.test(sql),
    instead: 'NOT VALID, and VALIDATE CONSTRAINT in the next migration',
  },
  {
    breaks: (sql) => /\bADD\b.*\bDEFAULT\s+[\w.]+\(/is.test(sql) && !/\bDEFAULT\s+now\(\)/i.test(sql),
    instead: 'a DEFAULT that is computed anew for each row rewrites the table',
  },
];
