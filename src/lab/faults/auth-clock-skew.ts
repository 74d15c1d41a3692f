import { serveTrusted } from '../authority.js';
import { jsonAnswer, type LabRequest } from '../exchange.js';
import type { Fault } from '../fault.js';
import { labToken, unauthorized } from '../gates.js';
import { imageAt, REGISTRY_NAME, REPOSITORY, standardRegistry, TLS_PORT } from '../standard.js';

const AHEAD_MS = 10 * 60_000;
const LIFETIME_S = 300;
const REALM = `https://${REGISTRY_NAME}:${TLS_PORT}/token`;

/** A token service whose clock is ten minutes ahead: the registry takes none of its tokens. */
export const authClockSkew: Fault = {
  title: 'The token service’s clock is ten minutes ahead of the registry’s',
  expected: 'auth-clock-skew',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    const guarded = standardRegistry((request) =>
      unauthorized(`Bearer realm="${REALM}",service="lab"${hasToken(request) ? ',error="invalid_token"' : ''}`),
    );
    await serveTrusted(stage, nowMs, (request) => (request.path === '/token' ? early() : guarded(request)));
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [`${host} sends clients to its token service`, 'whose tokens are valid from in ten minutes on'],
    };
  },
};

function early() {
  const now = Date.now() + AHEAD_MS;
  const seconds = Math.floor(now / 1000);
  const access = [{ type: 'repository', name: REPOSITORY, actions: ['pull'] }];
  const token = labToken({ iat: seconds, nbf: seconds, exp: seconds + LIFETIME_S, access });
  return jsonAnswer(200, { token, expires_in: LIFETIME_S }, { date: new Date(now).toUTCString() });
}

function hasToken({ headers }: LabRequest): boolean {
  return String(headers.authorization ?? '').startsWith('Bearer ');
}
