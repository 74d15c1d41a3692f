/** What stands in for a secret. */
export const REDACTED = 'redacted';

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Keys (lower case, without `-` and `_`) whose value is a secret in one of the files read: auth JSON, hosts.toml, registries.yaml, kubeconfig. */
const SECRET_KEYS = new Set([
  'auth',
  'password',
  'passwd',
  'username',
  'identitytoken',
  'registrytoken',
  'refreshtoken',
  'accesstoken',
  'token',
  'secret',
  'secretkey',
  'secretaccesskey',
  'clientsecret',
  'clientkeydata',
  'apikey',
  'authorization',
  'proxyauthorization',
  'cookie',
]);

/** True for a key whose value never goes into a report; case, `-` and `_` don't matter. */
export function isSecretKey(key: string): boolean {
  const plain = key.toLowerCase().replace(/[-_]/g, '');
  return SECRET_KEYS.has(plain) || /^x.*(?:token|key|secret|auth)$/.test(plain);
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
