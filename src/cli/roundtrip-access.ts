import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../report/usage.js';
import type { Access } from '../roundtrip/access.js';

/** The flags of `regdoctor roundtrip` as the command framework hands them over. */
export interface RoundtripFlags {
  readonly creds?: string | undefined;
  readonly 'creds-stdin'?: boolean | undefined;
  readonly authfile?: string | undefined;
  readonly 'tls-verify'?: string | undefined;
  readonly 'cert-dir'?: string | undefined;
  readonly 'allow-insecure-auth': boolean;
  readonly timeout: number;
  readonly json: boolean;
  readonly keep: boolean;
}

/** How the registry is reached, with absolute paths. What is named has to be there: clients pass over it without a word, or stop with their own. */
export async function accessFrom(flags: RoundtripFlags): Promise<Access> {
  const { authfile, 'cert-dir': certDirectory, 'tls-verify': tlsVerify } = flags;
  if (authfile !== undefined && !(await stat(authfile).catch(() => null))?.isFile())
    throw new UsageError('--authfile: there is no such file', '--authfile');
  if (certDirectory !== undefined && !(await stat(certDirectory).catch(() => null))?.isDirectory())
    throw new UsageError('--cert-dir: there is no such directory', '--cert-dir');
  return {
    tlsVerify: tlsVerify === undefined ? null : tlsVerify === 'true',
    certDirectory: certDirectory === undefined ? null : resolve(certDirectory),
    authFile: authfile === undefined ? null : resolve(authfile),
  };
}
