import { randomBytes } from 'node:crypto';

/** Secrets planted for one run of the suite: each can be told from the others wherever it turns up. */
export const CANARIES = {
  username: planted('user'),
  password: planted('password'),
  identityToken: planted('identity'),
  registryToken: planted('registrytoken'),
  proxyPassword: planted('proxy'),
} as const;

export type Canary = keyof typeof CANARIES;

function planted(kind: string): string {
  return `canary${kind}${randomBytes(10).toString('hex')}`;
}

/** A secret in the forms in which it travels: as it is, and inside base64 whatever stands before it. */
function formsOf(secret: string): string[] {
  const inBase64 = [0, 1, 2].map((offset) => {
    const encoded = Buffer.from(`${'x'.repeat(offset)}${secret}`).toString('base64');
    // The characters that depend on what stands before and after are left out.
    return encoded.slice(offset === 0 ? 0 : 4, encoded.length - 4);
  });
  return [secret, encodeURIComponent(secret), Buffer.from(secret).toString('hex'), ...inBase64];
}

/** Names of the planted secrets that a text holds in any form. */
export function canariesIn(text: string): Canary[] {
  const names = Object.keys(CANARIES) as Canary[];
  return names.filter((name) => formsOf(CANARIES[name]).some((form) => text.includes(form)));
}
