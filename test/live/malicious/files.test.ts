import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProber } from '../../../src/probes/prober.js';
import { challenging, http } from './support/answers.js';
import { withstand } from './support/attack.js';
import { CANARIES, canariesIn } from './support/canaries.js';
import { type Ground, makeGround } from './support/ground.js';

let ground: Ground;
beforeAll(async () => {
  ground = await makeGround();
}, 60_000);
afterAll(() => ground.clear());

describe('hostile files', () => {
  const secret = `"password": "${CANARIES.password}"`;
  test.each([
    [
      '`__proto__` as a registry',
      `{"auths": {"__proto__": {"auth": "eDp5"}, "constructor": {"auth": "eDp5"}}, "__proto__": {"auths": {}}}`,
    ],
    ['100,000 levels', `{"auths": ${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
    ['a login that is no base64, and one in clear', `{"auths": {"registry.test": {"auth": "\u001b[2J", ${secret}}}`],
    [
      'a megabyte of logins',
      `{"auths": {${Array.from({ length: 20_000 }, (_, count) => `"r${count}.test": {"auth": "eDp5"}`).join(',')}}}`,
    ],
    ['nothing but noise', '\u0000\u0001\u0002'.repeat(1000)],
  ])('an auth.json of %s', async (name, text) => {
    await withstand(ground, {
      name,
      registry: () => http(challenging('Basic realm="here"')),
      files: { '/run/containers/0/auth.json': text, '/root/.docker/config.json': text },
      by: 'cli',
      exit: [0, 1, 2, 3],
      said: /.*/,
    });
  });

  test.each([
    ['10 MB', "head -c 10000000 /dev/zero | tr '\\0' 'x'"],
    ['without end', 'while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxx; done'],
    [
      'a secret on both streams and an error',
      `echo '{"Username":"u","Secret":"${CANARIES.password}"'; echo ${CANARIES.password} >&2; exit 1`,
    ],
  ])('a credential helper that prints %s', async (_name, script) => {
    const directory = mkdtempSync(join(ground.directory, 'helper-'));
    const program = join(directory, 'docker-credential-hostile');
    writeFileSync(program, `#!/bin/sh\n${script}\n`);
    chmodSync(program, 0o755);
    const prober = createProber({
      secrets: { secret: () => null, token: () => null, keepToken: () => undefined },
      portMap: null,
      readClientCertificate: () => null,
      helperEnvironment: { PATH: `${directory}:/usr/bin:/bin` },
    });
    const startedAt = performance.now();
    const limits = { stepMs: 3000, signal: new AbortController().signal, siblingRoundTripMs: () => null };
    const fact = await prober.probe(
      { kind: 'helper', program: 'docker-credential-hostile', server: 'registry.test' },
      limits,
    );
    await prober.close();
    expect(performance.now() - startedAt).toBeLessThan(6000);
    expect(fact).toMatchObject({ kind: 'helper', credential: null });
    expect(['failed', 'junk', 'silent']).toContain('outcome' in fact ? fact.outcome : '');
    expect(JSON.stringify(fact).length).toBeLessThan(2000);
    expect(canariesIn(JSON.stringify(fact))).toEqual([]);
  });
});
