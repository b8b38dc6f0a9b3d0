import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { hasSession } from '../api/session';
import { startLanguages } from '../i18n';
import { App } from './App';
import { partsOf } from './router';

/** A page that cannot be read is told of where it is drawn. */
const leave = (): undefined => undefined;

/** Whoever has a slow line sees where they are before the page is there. */
const patience = (): Promise<void> => new Promise((done) => setTimeout(done, 1000));

/** Draws the console into its page, in the language of whoever looks. */
export async function start(root: HTMLElement): Promise<void> {
  const { words, prepare } = partsOf(window.location.pathname);
  const inside = hasSession();
  await Promise.all([
    startLanguages(inside ? words : []),
    inside ? Promise.race([prepare().catch(leave), patience()]) : null,
  ]);
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
