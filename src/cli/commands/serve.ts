import { serve as serveUntilTold } from '../../serve.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { configOf, type ServiceOptions } from '../service.js';

/** `heli serve`: the same as `npm start`. Ends by a signal. */
export async function serve(talk: Conversation, options: ServiceOptions): Promise<ExitCode> {
  // Checked here, so that a wrong setting is told in the language asked for.
  configOf(talk, options);
  if (options.dataDir !== undefined) process.env.HELI_DATA_DIR = options.dataDir;
  if (options.port !== undefined) process.env.HELI_PORT = String(options.port);
  await serveUntilTold('all');
  return EXIT.ok;
}
