/** Does something when the page has nothing else to do, after two seconds in any case. Answers how to call it off. */
export function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const waiting = setTimeout(act, 200);
    return () => clearTimeout(waiting);
  }
  const waiting = requestIdleCallback(act, { timeout: 2000 });
  return () => cancelIdleCallback(waiting);
}
