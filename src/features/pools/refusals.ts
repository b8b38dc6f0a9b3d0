import { AppError, type FieldFault, jsonPointer } from '../../errors/index.js';
import { currentContext } from '../../http/context.js';
import { translate } from '../../i18n/index.js';
import { type ValueFault } from './pool-store.js';
import { type Use } from './references.js';

/** Place of one thing in the body of a request; empty where the body is the thing. */
export type Place = readonly (string | number)[];

/** Why one of several things cannot be done. */
export interface Refusal {
  readonly at: Place;
  readonly error: AppError;
}

/** A request for one thing is answered with what is wrong with it. */
export function throwFirst(refusals: readonly Refusal[]): void {
  const [first] = refusals;
  if (first) throw first.error;
}

/** A request for many is answered with all that is wrong, each with its place and its own code. */
export function throwTogether(refusals: readonly Refusal[]): void {
  if (refusals.length === 0) return;
  throw new AppError('BULK_REFUSED', `${refusals.length} things cannot be done; nothing was done`, {
    detail: 'bulk_refused',
    params: { count: refusals.length },
    faults: refusals.flatMap(({ at, error }) =>
      error.faults.length === 0
        ? [{ pointer: jsonPointer(at), code: error.code.toLowerCase(), message: titleOf(error) }]
        : error.faults.map((fault) => ({ ...fault, pointer: `${jsonPointer(at)}${fault.pointer}` })),
    ),
  });
}

const titleOf = ({ code }: AppError): string => translate(currentContext().language, `errors.${code}`);

export function alreadyExists(type: string, id: string): AppError {
  const message = translate(currentContext().language, 'pools.faults.already_exists', { id });
  return new AppError('ALREADY_EXISTS', `${type} ${id} exists already`, {
    faults: [{ pointer: '/id', code: 'already_exists', message }],
  });
}

/** It lies, or would lie, where the caller's role does not reach. */
export const beyondReach = (type: string): AppError =>
  new AppError('FORBIDDEN', `The ${type} lies beyond the caller's reach`, { detail: 'beyond_reach' });

export function stillInUse(type: string, id: string, uses: readonly Use[]): AppError {
  const { language } = currentContext();
  const faults = uses.map(({ table, kind, field, count, ids }) => {
    const thing = translate(language, `pools.tables.${table}`);
    const message = translate(language, 'pools.faults.still_in_use', { thing, count });
    return { pointer: '', code: 'still_in_use', message, kind, field, count, ids };
  });
  const sentence = faults.map(({ message }) => message).join(translate(language, 'pools.listSeparator'));
  return new AppError('STILL_IN_USE', `${type} ${id}: ${sentence}`, { faults });
}

/** One error for each value that has faults. */
export function refusalsOf(
  faults: readonly ValueFault[],
  places: readonly Place[],
  error: (faults: FieldFault[]) => AppError,
): Refusal[] {
  const byValue = new Map<number, FieldFault[]>();
  for (const fault of faults) {
    const list = byValue.get(fault.index) ?? [];
    list.push({ pointer: jsonPointer(fault.path), code: fault.code, message: fault.message });
    byValue.set(fault.index, list);
  }
  return [...byValue].map(([index, list]) => ({ at: places[index] ?? [], error: error(list) }));
}
