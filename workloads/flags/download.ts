import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

/** What a download has brought. */
export interface Download {
  bytes: number;
  sha256: string;
}

/** Fetches a URL and saves what it gives. */
export async function download(url: string, path: string): Promise<Download> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`GET ${url}: ${response.status} ${response.statusText}`);
  const body = new Uint8Array(await response.arrayBuffer());
  await writeFile(path, body);
  return { bytes: body.length, sha256: sha256Of(body) };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
