import { describe, expect, test } from 'vitest';
import { type ByHand, leftTag } from '../../src/roundtrip/by-hand.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const SENT = { tag: '0a1b2c3d', digest: DIGEST };
const BY: ByHand = {
  registry: 'registry.test:5000',
  repository: 'team/regdoctor-roundtrip/0a1b2c3d4e',
  access: { tlsVerify: null, certDirectory: null, authFile: null },
  needsLogin: false,
};
const NAME = `${BY.registry}/${BY.repository}`;

describe('what must be removed by hand', () => {
  test('names repository, tag and digest exactly, and removes by digest', () => {
    const left = leftTag(SENT, 'denied', BY, 'denied: you may not');
    expect(left).toMatchObject({ repository: NAME, tag: SENT.tag, digest: DIGEST, sure: true });
    expect(left.why).toBe('the account may not delete: denied: you may not');
    expect(left.ways.map(({ commands }) => commands)).toEqual([[`skopeo delete docker://${NAME}@${DIGEST}`]]);
  });

  test('a push that told no digest: by tag, and nobody is sure', () => {
    const left = leftTag({ tag: SENT.tag, digest: null }, 'unseen', BY, null);
    expect(left.sure).toBe(false);
    expect(left.ways[0]?.commands).toEqual([`skopeo delete docker://${NAME}:${SENT.tag}`]);
  });

  test('a registry that refuses: by its settings, or where its files are, and of the own repository only', () => {
    const { ways } = leftTag(SENT, 'disabled', BY, 'unsupported');
    expect(ways[0]?.when).toContain('REGISTRY_STORAGE_DELETE_ENABLED=true');
    expect(ways[1]?.commands).toEqual([`rm -r /var/lib/registry/docker/registry/v2/repositories/${BY.repository}`]);
  });

  test('flags go along as they were given; an account that lies in no file comes from LOGIN, in the same line', () => {
    const access = { tlsVerify: false, certDirectory: "/certs of 'mine'", authFile: null };
    const { ways } = leftTag(SENT, 'kept', { ...BY, access, needsLogin: true }, null);
    const flags = `--tls-verify=false --cert-dir '/certs of '\\''mine'\\'''`;
    const file = './regdoctor-login.json';
    expect(ways).toEqual([
      {
        when: 'when you are done; LOGIN holds user:password',
        commands: [
          `printf %s "\${LOGIN#*:}" | skopeo login ${flags} --authfile ${file} --username "\${LOGIN%%:*}" --password-stdin ${BY.registry} && skopeo delete ${flags} --authfile ${file} docker://${NAME}@${DIGEST}; rm -f ${file}`,
        ],
      },
    ]);
    const own = { tlsVerify: null, certDirectory: null, authFile: '/auth.json' };
    expect(leftTag(SENT, 'kept', { ...BY, access: own }, null).ways[0]?.commands).toEqual([
      `skopeo delete --authfile /auth.json docker://${NAME}@${DIGEST}`,
    ]);
  });
});
