import { useWho } from '~/app/who';
import { type KindSpec } from './kinds';

/** What whoever is here may do with things of a kind; the service decides about each thing anyway. */
export function useMay({ write, make, remove, key }: KindSpec) {
  const who = useWho();
  const mayMake = make === 'platform' ? who.everything : who.is(...make);
  const sharedByAll = key === 'communities' || key === 'skills';
  return {
    write: who.is(...write),
    make: mayMake,
    remove: remove === 'platform' ? who.everything : mayMake,
    import: sharedByAll ? who.everything : who.is('admin', 'coordinator'),
  };
}
