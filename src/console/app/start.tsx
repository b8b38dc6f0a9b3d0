import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startLanguages } from '../i18n';
import { App } from './App';

/** Draws the console into its page, in the language of whoever looks. */
export async function start(root: HTMLElement): Promise<void> {
  await startLanguages();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
