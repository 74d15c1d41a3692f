import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HelperKey, keyId } from '../../src/facts/keys.js';
import { createProber } from '../../src/probes/prober.js';

const SCRIPTS: Readonly<Record<string, string>> = {
  good: `printf '{"ServerURL":"%s","Username":"alice","Secret":"hunter22"}' "$(cat)"`,
  token: `printf '{"ServerURL":"x","Username":"<token>","Secret":"hunter22"}'`,
  lower: `printf '{"username":"alice","secret":"hunter22"}\\ntrailing'`,
  told: 'test "$1 $(cat) $MARK" = "get reg.test:5000 here" || exit 7; echo "credentials not found in native keychain"; exit 1',
  locked: 'echo "keychain is locked"; exit 3',
  aside: 'echo "no display" >&2; exit 1',
  traitor: `printf '{"Username":"alice","Secret":"hunter22"}'; exit 1`,
  confessing: 'echo "my password is hunter22"; exit 1',
  junk: 'echo "hunter22 is no JSON"',
  nothing: ':',
  numbers: `printf '{"Username":1,"Secret":"hunter22"}'`,
  blank: `printf '{}'`,
  endless: 'yes hunter22',
  hanging: 'sleep 30 & sleep 30',
};

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'helpers-'));
  for (const [name, script] of Object.entries(SCRIPTS)) {
    const path = join(directory, `docker-credential-${name}`);
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o755);
  }
  await writeFile(join(directory, 'docker-credential-plain'), 'no program');
  await writeFile(join(directory, 'docker-credential-broken'), '#!/nowhere/sh\n', { mode: 0o755 });
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** The fact that a helper brings, and what came into the vault. */
async function ask(name: string, stepMs = 5000, path = `${directory}:/usr/bin:/bin`) {
  const kept = new Map<string, unknown>();
  const prober = createProber({
    secrets: {
      secret: () => null,
      token: () => null,
      keepToken: () => {},
      keepSecret: (id, secret) => kept.set(id, secret),
    },
    portMap: null,
    readClientCertificate: () => null,
    helperEnvironment: { PATH: path, MARK: 'here' },
  });
  const key: HelperKey = { kind: 'helper', program: `docker-credential-${name}`, server: 'reg.test:5000' };
  const limits = { stepMs, signal: new AbortController().signal, siblingRoundTripMs: () => null };
  const fact = await prober.probe(key, limits);
  await prober.close();
  return { fact, kept: kept.get(keyId(key)) ?? null };
}

describe('a credential helper', () => {
  const alice = { username: 'alice', password: 'hunter22', token: null };
  test.each([
    ['good', 'credentials', 'basic', alice],
    ['lower', 'credentials', 'basic', alice],
    ['token', 'credentials', 'identity-token', { username: '', password: '', token: 'hunter22' }],
    ['told', 'not-found', null, null],
    ['blank', 'not-found', null, null],
    ['locked', 'failed', null, null],
    ['aside', 'failed', null, null],
    ['traitor', 'failed', null, null],
    ['confessing', 'failed', null, null],
    ['junk', 'junk', null, null],
    ['nothing', 'junk', null, null],
    ['numbers', 'junk', null, null],
    ['endless', 'junk', null, null],
    ['broken', 'failed', null, null],
    ['plain', 'missing', null, null],
    ['nowhere', 'missing', null, null],
    ['../x', 'missing', null, null],
  ])('%s: %s', async (name, outcome, credential, kept) => {
    const asked = await ask(name);
    expect(asked.fact).toMatchObject({ kind: 'helper', outcome, credential });
    expect(asked.kept).toEqual(kept);
    expect(JSON.stringify(asked.fact)).not.toContain('hunter22');
  });

  test('its own words are told where they are no secret', async () => {
    expect((await ask('locked')).fact.detail).toBe('exit status 3: keychain is locked');
    expect((await ask('aside')).fact.detail).toBe('exit status 1: no display');
    expect((await ask('traitor')).fact.detail).toContain('left out');
  });

  test('one that hangs is ended with all that it started', async () => {
    const { fact } = await ask('hanging', 300);
    expect(fact).toMatchObject({ outcome: 'silent' });
    expect(fact.ms).toBeLessThan(3000);
  });

  test('directories of the PATH that are not absolute do not count', async () => {
    expect((await ask('good', 5000, '.:bin')).fact).toMatchObject({ outcome: 'missing' });
  });
});

test('for another machine none is run', async () => {
  const prober = createProber({
    secrets: { secret: () => null, token: () => null, keepToken: () => {} },
    portMap: null,
    readClientCertificate: () => null,
  });
  const key: HelperKey = { kind: 'helper', program: 'docker-credential-good', server: 'reg.test' };
  const limits = { stepMs: 1000, signal: new AbortController().signal, siblingRoundTripMs: () => null };
  expect(await prober.probe(key, limits)).toMatchObject({
    outcome: 'failed',
    detail: expect.stringMatching(/^internal: /),
  });
  await prober.close();
});
