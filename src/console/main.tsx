import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/console.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { readAhead } from './app/ahead';
import { App } from './app/App';
import { startLanguages } from './i18n';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');
readAhead();
await startLanguages();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
