import { useState } from 'react';

/** The time at which a page was opened, milliseconds: what is over and what is still to come stays put while one looks. */
export function useNow(): number {
  const [now] = useState(() => Date.now());
  return now;
}
