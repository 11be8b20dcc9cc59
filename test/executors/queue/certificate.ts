/** A certificate for the loopback that its holder has signed itself, made with the openssl program. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why there can be none, or false. In CI it must be possible. */
export const openSslMissing = whyMissing();

export interface Certificate extends Disposable {
  certificateFile: string;
  keyFile: string;
}

export function makeCertificate(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'loop-or-pool-tls-'));
  const certificateFile = join(folder, 'certificate.pem');
  const keyFile = join(folder, 'key.pem');
  const { status, stderr } = spawnSync('openssl', [
    ...['req', '-x509', '-nodes', '-days', '1', '-newkey', 'ec'],
    ...['-pkeyopt', 'ec_paramgen_curve:prime256v1', '-subj', '/CN=loopback'],
    ...['-addext', 'subjectAltName=IP:127.0.0.1', '-out', certificateFile, '-keyout', keyFile],
  ]);
  if (status !== 0) throw new Error(`openssl made no certificate: ${stderr.toString()}`);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  return { certificateFile, keyFile, [Symbol.dispose]: remove };
}

function whyMissing(): string | false {
  if (spawnSync('openssl', ['version']).error === undefined) return false;
  const reason = 'openssl is not installed (Debian: openssl)';
  if (process.env['CI']) throw new Error(reason);
  return reason;
}
