import { createContext, type ReactNode, use } from 'react';
import { ApiProblem, type Fault } from '../../api';

const Context = createContext<readonly Fault[]>([]);

/** Fields below show what the service refused, each at its place in the body. */
export function Faults({ of, children }: { readonly of: Error | null; readonly children: ReactNode }) {
  return <Context value={of instanceof ApiProblem ? of.errors : []}>{children}</Context>;
}

/** What was refused at this JSON pointer; with `below` also at any member of it. */
export function useFault(pointer: string, below = false): string | undefined {
  const found = use(Context).filter(
    (fault) => fault.pointer === pointer || (below && fault.pointer.startsWith(`${pointer}/`)),
  );
  return found.length === 0 ? undefined : [...new Set(found.map(({ message }) => message))].join(' · ');
}

/** What every field is given. */
export interface FieldProps<T> {
  readonly label: string;
  readonly value: T | undefined;
  /** `undefined`: nothing, i.e. the default. */
  readonly onChange: (value: T | undefined) => void;
  /** Where it is in the body, e.g. `/limits/minutesPerDay`. */
  readonly pointer: string;
  readonly hint?: string | undefined;
  readonly required?: boolean | undefined;
}
