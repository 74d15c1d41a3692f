import { describe, expect, test } from 'vitest';
import { NAME } from '../trust/authorities.js';
import { rows, silent } from './rows/auth-missing-credentials.js';
import { checkRows } from './support/check-rows.js';
import { httpFact } from './support/facts.js';
import { check } from './support/network.js';

checkRows('auth-missing-credentials', rows, silent);

describe('Basic authentication, and nobody has logged in', () => {
  test('docker gives up before a manifest is asked for: no token server is to blame', () => {
    const { found } = check({
      client: 'docker',
      version: '20.10.24',
      http: () => httpFact(401, { challenges: [{ scheme: 'basic', parameters: { realm: 'rig' } }] }),
    });
    expect(found[0]).toMatchObject({
      code: 'auth-missing-credentials',
      severity: 'error',
      subject: NAME,
      title: `${NAME} wants a login for app (Basic authentication), and none was sent`,
    });
    expect(found.map(({ code }) => code)).not.toContain('auth-token-realm-unreachable');
  });
});
