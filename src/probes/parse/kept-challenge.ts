import type { Challenge } from '../../facts/facts.js';

const MASK = '[redacted]';
/** Parameters of challenges that clients read or people can do something with (RFC 6750 §3, RFC 7617, distribution's token specification). */
const KNOWN = new Set([
  'realm',
  'service',
  'scope',
  'error',
  'error_description',
  'charset',
  'algorithm',
  'stale',
  'qop',
]);
const PARAMETER = /([A-Za-z][\w-]*)(\s*=\s*)("(?:[^"\\]|\\.)*"?|[^\s,"]+)/g;
/** What Negotiate, NTLM and the like send instead of parameters. */
const TOKEN68 = /\b(Negotiate|NTLM|Kerberos|HOBA|SCRAM-\S+)\s+[\w+/.~-]+=*(?=\s*(?:,|$))/gi;

/** A challenge whose unknown parameters keep their names only: nonces and what servers make up. */
export function keptChallenge(challenge: Challenge): Challenge {
  const parameters = Object.entries(challenge.parameters).map(([name, value]) => [
    name,
    KNOWN.has(name) ? value : MASK,
  ]);
  return { ...challenge, parameters: Object.fromEntries(parameters) };
}

/** The same for a header line with challenges, as it came. */
export function keptChallengeLine(line: string): string {
  return line
    .replace(TOKEN68, `$1 ${MASK}`)
    .replace(PARAMETER, (whole, name: string, sign: string) =>
      KNOWN.has(name.toLowerCase()) ? whole : `${name}${sign}"${MASK}"`,
    );
}
