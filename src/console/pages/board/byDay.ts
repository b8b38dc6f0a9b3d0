/** Below it the board begins by day, without its time axis. */
export const NARROW = '(max-width: 48em)';

/** Whether the board of this address is shown by day. */
export function byDay(): boolean {
  const shownAs = new URLSearchParams(window.location.search).get('view');
  return shownAs === 'agenda' || (shownAs === null && window.matchMedia(NARROW).matches);
}
