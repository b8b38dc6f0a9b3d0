export { type EmbeddedOptions, type EmbeddedServer, freePort, startEmbedded } from './server.js';
