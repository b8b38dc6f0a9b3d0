import { startEmbedded } from '../../dist/src/database/index.js';

/** A process that uses the embedded database of a folder until its input ends. */
const server = await startEmbedded({ dataDir: process.argv[2] });
process.stdout.write(
  `${JSON.stringify({ url: server.url, owner: server.owner, cluster: server.cluster })}\n`,
);
process.stdin.resume();
process.stdin.once('end', () => {
  server.stop().then(
    () => process.exit(0),
    (error) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
