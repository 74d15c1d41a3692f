import { randomUUID, sign, X509Certificate } from 'node:crypto';
import type { ServerCertificate } from './pki.js';

export const SERVICE = 'rig-registry';
export const ISSUER = 'rig-tokens';

/** Good a little before it is issued, as real servers do it. */
const BACKDATED_S = 10;

/** What a token of the rig says. */
export interface TokenRequest {
  /** Its certificate goes along, as docker-registry wants it. */
  readonly signer: ServerCertificate;
  readonly user: string;
  readonly access: readonly object[];
  /** The issuer's clock, milliseconds since the epoch. */
  readonly nowMs: number;
  readonly lifetimeS: number;
}

/** A signed JWT (distribution `docs/spec/auth/jwt.md`). */
export function issueJwt({ signer, user, access, nowMs, lifetimeS }: TokenRequest): string {
  const now = Math.floor(nowMs / 1000);
  const header = { typ: 'JWT', alg: 'ES256', x5c: [new X509Certificate(signer.chain).raw.toString('base64')] };
  const claims = {
    iss: ISSUER,
    sub: user,
    aud: SERVICE,
    iat: now,
    nbf: now - BACKDATED_S,
    exp: now + lifetimeS,
    jti: randomUUID(),
    access,
  };
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = sign('sha256', Buffer.from(text), { key: signer.key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}
