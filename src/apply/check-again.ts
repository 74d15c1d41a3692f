import type { SavedInputs } from '../check/inputs.js';
import { parseReference } from '../reference/parse.js';
import { shellWords } from '../text/shell.js';

/** What a reader would not see in a line to paste. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]/u;

/**
 * The line that checks the same again, to paste. Null where the reference is none, or a word holds what nobody
 * would see: whoever made the report is not trusted.
 * @param clients those that were touched; empty: all that are found.
 */
export function checkAgainLine(inputs: SavedInputs, root: string, clients: readonly string[]): string | null {
  const { reference, operation, flags, allowInsecureAuth } = inputs;
  if (!parseReference(reference).ok) return null;
  const versions = new Map(inputs.clients.map(({ client, version }) => [client, version]));
  const words = [
    ...(operation === 'pull' ? [] : [`--${operation}`]),
    ...(flags.pushBytes === undefined ? [] : ['--push-size', String(flags.pushBytes)]),
    ...clients.flatMap((client) => {
      const version = versions.get(client);
      return ['--client', version?.from === 'flag' ? `${client}@${version.text}` : client];
    }),
    ...(root === '/' ? [] : ['--root', root]),
    ...(flags.tlsVerify === null ? [] : ['--tls-verify', String(flags.tlsVerify)]),
    ...given('--authfile', flags.authFile),
    ...given('--cert-dir', flags.certDirectory),
    ...given('--dockerconfigjson', flags.dockerConfigJson),
    ...given('--ca-file', flags.caFile),
    ...given('--platform', platformOf(flags.platform)),
    ...(flags.plainHttp === true ? ['--plain-http'] : []),
    ...(flags.anonymous === true ? ['--anonymous'] : []),
    ...(flags.credentials ? ['--creds-stdin'] : []),
    ...(allowInsecureAuth ? ['--allow-insecure-auth'] : []),
  ];
  return [reference, ...words].some((word) => UNSEEN.test(word))
    ? null
    : ['regdoctor check', shellWords([reference, ...words])].join(' ');
}

function given(flag: string, value: string | null | undefined): string[] {
  return value === null || value === undefined ? [] : [flag, value];
}

function platformOf(platform: SavedInputs['flags']['platform']): string | null {
  return platform === null
    ? null
    : [platform.os, platform.architecture, ...(platform.variant === null ? [] : [platform.variant])].join('/');
}
