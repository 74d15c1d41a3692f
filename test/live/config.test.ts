import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import schema from '../../docs/config.schema.json' with { type: 'json' };
import type { ConfigDocument } from '../../src/report/config/schema.js';

const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
const base = mkdtempSync(join(tmpdir(), 'regdoctor-config-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const CONF = '/etc/containers/registries.conf';
const MISSPELT = '[[registry]]\nlocation = "reg.test"\ninsecur = true\n';

function aRoot(name: string, files: Readonly<Record<string, string>>): string {
  const root = join(base, name);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

function config(...parameters: string[]) {
  return execa(process.execPath, ['bin/run.js', 'config', ...parameters], { reject: false, env: { NO_COLOR: '1' } });
}

async function configured(...parameters: string[]): Promise<ConfigDocument> {
  const { stdout, exitCode } = await config(...parameters, '--json');
  const document = JSON.parse(stdout) as ConfigDocument;
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  expect(document.exitCode).toBe(exitCode);
  return document;
}

describe('regdoctor config', () => {
  test('with a reference: the lines that decide, and those that are dead', async () => {
    const root = aRoot('misspelt', { [CONF]: MISSPELT });
    const [client] = (await configured('reg.test/app', '--root', root, '--client', 'buildah')).clients;
    expect(client?.deciding).toContainEqual(expect.objectContaining({ path: CONF, line: 1 }));
    expect(client?.dead).toContainEqual(
      expect.objectContaining({ code: 'config-unknown-key', path: CONF, line: 3, severity: 'warning' }),
    );
  });

  test('what has no effect is an error with --strict only', async () => {
    const root = aRoot('strict', { [CONF]: MISSPELT });
    const parameters = ['reg.test/app', '--root', root, '--client', 'buildah'];
    expect((await config(...parameters)).exitCode).toBe(0);
    expect((await config(...parameters, '--strict')).exitCode).toBe(1);
  });

  test('a file that stops the client is an error, with and without a reference', async () => {
    const root = aRoot('broken', { [CONF]: '[[registry\n' });
    for (const words of [[], ['reg.test/app']]) {
      const { stdout, exitCode } = await config(...words, '--root', root, '--client', 'buildah');
      expect(exitCode, stdout).toBe(1);
      expect(stdout).toContain('stops before any request');
    }
  });

  test.each([
    ['two references', ['reg.test/a', 'reg.test/b'], /two references/],
    ['a URL', ['https://reg.test/a'], /no scheme/],
    ['a file no client is known by', [join(base, 'nobody-reads.this')], /not a file that can be read/],
  ])('%s: exit 2, in the same schema', async (_name, parameters, said) => {
    const { stdout, stderr, exitCode } = await config(...parameters, '--json');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(said);
    expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('an existing file of no client is named, with the flag to add', async () => {
    const file = join(base, 'shopping.list');
    writeFileSync(file, 'bread\n');
    const { stderr, exitCode } = await config(file);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--client NAME');
  });

  test.each<[string, string[]]>([
    ['after the client it is for', ['--client', 'buildah', 'FILE']],
    ['by its name alone: all clients that read it at one place', ['FILE']],
    ['with a reference beside it', ['FILE', 'reg.test/app']],
    ['on standard input', ['-', '--client', 'buildah']],
  ])('a single file %s', async (_name, words) => {
    const file = join(base, 'registries.conf');
    writeFileSync(file, MISSPELT);
    const parameters = words.map((word) => (word === 'FILE' ? file : word));
    const { stdout } = await execa(process.execPath, ['bin/run.js', 'config', ...parameters, '--json'], {
      reject: false,
      input: MISSPELT,
    });
    const document = JSON.parse(stdout) as ConfigDocument;
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(document.file).not.toBeNull();
    expect(document.clients[0]).toMatchObject({ client: 'buildah', places: [{ path: CONF, found: 'read' }] });
    expect(document.clients[0]?.dead).toMatchObject([{ code: 'config-unknown-key', line: 3 }]);
  });

  test('no secret of a file gets out', async () => {
    const canary = 'canary-7x9';
    const auth = Buffer.from(`user:${canary}`).toString('base64');
    const root = aRoot('secrets', {
      '/root/.docker/config.json': JSON.stringify({ auths: { 'reg.test:5000': { auth } } }),
      '/run/containers/0/auth.json': JSON.stringify({ auths: { 'reg.test/': { username: 'user', password: canary } } }),
      '/etc/rancher/k3s/registries.yaml': `configs:\n  reg.test:\n    auth:\n      password: ${canary}\n  x:\n    pasword: 1\n`,
      '/etc/containerd/certs.d/reg.test:5000/hosts.toml': `[host."http://user:${canary}@reg.test"]\n  [host."http://reg.test".header]\n    Authorization = "Bearer ${canary}"\n`,
      '/etc/containerd/config.toml': `[plugins."io.containerd.grpc.v1.cri".registry.configs."reg.test:5000".auth]\npassword = "${canary}"\n`,
    });
    for (const form of [[], ['--json']])
      for (const words of [['config'], ['config', 'reg.test:5000/app'], ['plan', 'reg.test:5000/app']]) {
        const { all } = await execa(
          process.execPath,
          ['bin/run.js', ...words, '--root', root, '--client', 'all', ...form],
          { reject: false, all: true },
        );
        expect(all).not.toContain(canary);
        expect(all).not.toContain(auth);
      }
  });
});
