import { resolve } from 'node:path';
import { CLIENTS, clientNamed } from '../clients/catalogue.js';
import type { Client, ClientFlags } from '../clients/client.js';
import { checkRoot } from '../host/root-files.js';
import { parseReference } from '../reference/parse.js';
import { UsageError } from '../report/usage.js';
import { cleanText } from '../text/clean.js';

/** Longest echo of a flag's value. */
const MAX_ECHO_CHARACTERS = 80;

/** `NAME` or `NAME@VERSION`, repeatable; `all` for every client known. Null where the flag was not given. */
export function clientsFrom(
  values: readonly string[] | undefined,
): { client: Client; version: string | null }[] | null {
  if (values === undefined || values.length === 0) return null;
  const chosen = new Map<string, { client: Client; version: string | null }>();
  for (const value of values.flatMap((list) => list.split(','))) {
    if (value === 'all') {
      for (const client of CLIENTS) if (!chosen.has(client.name)) chosen.set(client.name, { client, version: null });
      continue;
    }
    const at = value.indexOf('@');
    const name = at === -1 ? value : value.slice(0, at);
    const client = clientNamed(name);
    if (client === undefined)
      throw new UsageError(
        `--client: no client is called "${cleanText(name, MAX_ECHO_CHARACTERS)}"; known: ${CLIENTS.map(({ name: known }) => known).join(', ')}`,
        '--client',
      );
    const version = at === -1 ? null : value.slice(at + 1);
    if (version !== null && !/^v?\d+(\.\d+){0,3}([-+.][\w.+-]*)?$/.test(version))
      throw new UsageError(
        `--client: "${cleanText(version, MAX_ECHO_CHARACTERS)}" is no version; write it as ${name}@1.28.2`,
        '--client',
      );
    chosen.set(client.name, { client, version: version?.replace(/^v/, '') ?? null });
  }
  return [...chosen.values()];
}

/** `os/architecture[/variant]`. */
export function platformFrom(value: string | undefined): ClientFlags['platform'] {
  if (value === undefined) return null;
  const [os, architecture, variant, ...rest] = value.split('/');
  if (!os || !architecture || rest.length > 0 || variant === '')
    throw new UsageError(
      `--platform: "${cleanText(value, MAX_ECHO_CHARACTERS)}" is not os/architecture[/variant]`,
      '--platform',
      'linux/amd64',
    );
  return { os, architecture, variant: variant ?? null };
}

/** `user:password`; without a colon no client takes it. The value is never echoed. */
export function credentialsFrom(value: string | undefined, flag = '--creds'): string | null {
  if (value === undefined || value === '') return null;
  if (!value.includes(':')) throw new UsageError(`${flag}: is not user:password`, flag);
  return value;
}

/** Flags that several commands take as they'd be given to the client. */
export interface GivenFlags {
  readonly 'tls-verify'?: string | undefined;
  readonly creds?: string | undefined;
  readonly authfile?: string | undefined;
  readonly 'cert-dir'?: string | undefined;
  readonly platform?: string | undefined;
  readonly dockerconfigjson?: string | undefined;
  readonly 'plain-http'?: boolean | undefined;
  readonly 'ca-file'?: string | undefined;
}

/**
 * The client's flags out of the command's, with absolute paths: a client reads them from where it runs. Wrong ones throw `UsageError`. The secret of
 * `--creds` is not in it.
 */
export function clientFlagsFrom(flags: GivenFlags): ClientFlags {
  return {
    tlsVerify: flags['tls-verify'] === undefined ? null : flags['tls-verify'] === 'true',
    credentials: credentialsFrom(flags.creds) !== null,
    authFile: absolute(flags.authfile),
    certDirectory: absolute(flags['cert-dir']),
    platform: platformFrom(flags.platform),
    dockerConfigJson: flags.dockerconfigjson ?? null,
    ...(flags['plain-http'] === undefined ? {} : { plainHttp: flags['plain-http'] }),
    ...(flags['ca-file'] === undefined ? {} : { caFile: flags['ca-file'] }),
  };
}

/** An empty path stays empty: clients take it for none. */
function absolute(path: string | undefined): string | null {
  return path === undefined ? null : path === '' ? '' : resolve(path);
}

/** Refuses a reference that no client takes, in one sentence and with what was probably meant. */
export function requireReference(reference: string): void {
  const parsed = parseReference(reference);
  if (!parsed.ok) throw new UsageError(`reference: ${parsed.error.message}`, 'reference', parsed.error.meant);
}

/** Refuses a root that can't be listed. */
export function requireRoot(path: string): void {
  const root = checkRoot(path);
  if (!root.ok) throw new UsageError(`--root: ${root.message}`, '--root');
}
