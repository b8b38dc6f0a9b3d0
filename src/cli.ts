#!/usr/bin/env node
import { run } from './cli/program.js';

// A reader that went away (`heli schema plan | head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

process.exitCode = await run(process.argv.slice(2), process, process.env);
