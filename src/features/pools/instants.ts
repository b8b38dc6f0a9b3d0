/** The one way instants leave the store: UTC, whole minutes need no milliseconds. */
export const utc = (date: Date): string => date.toISOString().replace('.000Z', 'Z');

/** Members that are null in the row are left out of the value. */
export const given = <K extends string, T>(key: K, value: T | null): Partial<Record<K, T>> =>
  value === null ? {} : ({ [key]: value } as Record<K, T>);

/** Instants given with any offset, as the store keeps them. */
export const dateOrNull = (instant: string | null | undefined): Date | null =>
  instant == null ? null : new Date(instant);

export const utcOrNull = (date: Date | null): string | null => (date === null ? null : utc(date));
