/** What stands in for a secret. */
export const REDACTED = 'redacted';

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Names of keys (as patterns, any case) whose value is a secret in one of the files read: auth JSON, config.toml,
 * hosts.toml headers, registries.yaml, kubeconfig, environment files.
 */
export const SECRET_NAMES: readonly string[] = [
  '(?:proxy-)?authorization',
  'auth',
  'passw(?:or)?d',
  'username',
  '(?:identity|registry|refresh|access|bearer|session)[-_]?token',
  'x-[a-z0-9-]{0,60}(?:token|key|secret|auth)',
  'token',
  '(?:client|consumer)?[-_]?secret(?:[-_]?access)?(?:[-_]?key)?',
  'client[-_]?key[-_]?data',
  '(?:api|account|private)[-_]?key',
  'cookie',
];

const SECRET_KEY = new RegExp(`^(?:${SECRET_NAMES.join('|')})$`, 'i');

/** True for a key whose value never goes into a report. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key);
}

/** True for the key whose value is base64 of `user:password`. */
export function isAuthKey(key: string): boolean {
  return key.toLowerCase() === 'auth';
}

/**
 * A stand-in for an `auth` value that programs read the same way: base64 of `redacted:redacted` where it decoded to
 * something with a colon (with its line break where it had one, which sends a wrong password), else equally broken:
 * no base64 stays none, base64 without a colon stays so.
 */
export function redactedAuth(value: string): string {
  if (value === '') return '';
  if (!BASE64.test(value) || value.length % 4 !== 0) return 'redacted, was not base64';
  const decoded = Buffer.from(value, 'base64').toString('latin1');
  const end = decoded.endsWith('\n') ? '\n' : '';
  const shown = decoded.includes(':') ? `${REDACTED}:${REDACTED}` : REDACTED;
  return Buffer.from(shown + end).toString('base64');
}
