import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** What a download has brought. */
export interface Download {
  bytes: number;
  sha256: string;
}

/**
 * Gets a URL and saves what it gives. By `node:http` rather than `fetch`, which computes twice as
 * long for a small file and takes several batches to warm up.
 */
export async function download(url: string, path: string): Promise<Download> {
  const [response] = (await once(get(url), 'response')) as [IncomingMessage];
  const body = await buffer(response);
  if (response.statusCode !== 200) throw new Error(`GET ${url}: ${response.statusCode} ${body}`);
  await writeFile(path, body);
  return { bytes: body.length, sha256: sha256Of(body) };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
