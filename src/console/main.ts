import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/console.css';
import { readAhead } from './app/ahead';
import { firstLanguage } from './i18n/catalogues';

// This file is small and runs first: what the page will show is under way while the console itself is read and compiled.
document.documentElement.lang = firstLanguage();
readAhead();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');
const { start } = await import('./app/start');
await start(root);
