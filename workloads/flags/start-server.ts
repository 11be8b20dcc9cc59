import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A running server; `stop` ends its process and waits for the end. */
export interface FlagServer {
  /** `http://127.0.0.1:49152` */
  origin: string;
  stop(): Promise<void>;
}

/**
 * Serves the flags from a process of its own, so that its work never counts as the downloader's.
 *
 * @param delayMs how long each answer is held back
 */
export async function startFlagServer(delayMs: number): Promise<FlagServer> {
  const program = fileURLToPath(new URL('server.js', import.meta.url));
  const server = fork(program, [String(delayMs)], { execArgv: [] });
  const exited = once(server, 'exit');
  const port: unknown = await Promise.race([
    once(server, 'message').then(([message]) => message as unknown),
    exited.then(([code]) => Promise.reject(new Error(`flag server exited with code ${code}`))),
  ]);
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      server.kill();
      await exited;
    },
  };
}
