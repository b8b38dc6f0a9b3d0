import { DefaultNamingStrategy, type Table } from 'typeorm';

const snake = (text: string): string =>
  text
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replaceAll('.', '_')
    .toLowerCase();

const tableNameOf = (table: Table | string): string =>
  (typeof table === 'string' ? table : table.name).split('.').at(-1) ?? '';

/** Constraint names are sentences in short, so that an error names what it means: `uq_runs_idempotency_key`. */
const constraint = (kind: string, table: Table | string, columns: readonly string[]): string =>
  [kind, tableNameOf(table), ...columns.map(snake)].join('_').slice(0, 63);

/** Tables and columns in snake_case, constraints with readable names. */
export class SnakeNaming extends DefaultNamingStrategy {
  override tableName(className: string, customName?: string): string {
    return customName ?? snake(className);
  }

  override columnName(property: string, customName: string | undefined, prefixes: string[]): string {
    return [...prefixes.map(snake), customName ?? snake(property)].join('_');
  }

  override relationName(property: string): string {
    return snake(property);
  }

  override joinColumnName(relation: string, referenced: string): string {
    return `${snake(relation)}_${snake(referenced)}`;
  }

  override joinTableName(first: string, second: string, property: string): string {
    return [first, property, second].map(snake).join('_');
  }

  override joinTableColumnName(table: string, property: string, column?: string): string {
    return `${snake(table)}_${column ?? snake(property)}`;
  }

  override primaryKeyName(table: Table | string, columns: string[]): string {
    return constraint('pk', table, columns);
  }

  override uniqueConstraintName(table: Table | string, columns: string[]): string {
    return constraint('uq', table, columns);
  }

  override relationConstraintName(table: Table | string, columns: string[]): string {
    return constraint('rel', table, columns);
  }

  override foreignKeyName(table: Table | string, columns: string[]): string {
    return constraint('fk', table, columns);
  }

  override indexName(table: Table | string, columns: string[]): string {
    return constraint('ix', table, columns);
  }
}
