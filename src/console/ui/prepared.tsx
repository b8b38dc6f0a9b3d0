import { type ComponentType, lazy, useState } from 'react';

export interface Preparable {
  readonly prepare: () => Promise<void>;
}

/**
 * A component of a file of its own, as by React's `lazy`; where it was prepared it is drawn at once. One that has to be
 * waited for shows 300 ms after whatever was waited for before, however soon it is there: React keeps pages from flickering.
 */
export function prepared<P extends object>(
  load: () => Promise<{ readonly default: ComponentType<P> }>,
): ComponentType<P> & Preparable {
  const kept: { made: ComponentType<P> } = { made: lazy(load) };
  const prepare = async () => {
    kept.made = (await load()).default;
  };
  function Prepared(props: P) {
    const [Shown] = useState(() => kept.made);
    return <Shown {...props} />;
  }
  return Object.assign(Prepared, { prepare });
}
