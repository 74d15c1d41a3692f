import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import schema from '../../docs/plan.schema.json' with { type: 'json' };
import type { PlanDocument } from '../../src/report/plan/schema.js';

const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
const root = mkdtempSync(join(tmpdir(), 'regdoctor-plan-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const CANARY = 'canary-7x9';
const FILES = {
  '/etc/containers/registries.conf':
    '[[registry]]\nprefix = "reg.test"\nlocation = "reg.test"\ninsecure = true\n\n[[registry.mirror]]\nlocation = "mirror.test"\n',
  '/run/containers/0/auth.json': JSON.stringify({
    auths: { 'reg.test': { auth: Buffer.from(`user:${CANARY}`).toString('base64') } },
  }),
  '/etc/docker/daemon.json': '{"insecure-registries": ["10.0.0.0/8"]}',
};
for (const [path, content] of Object.entries(FILES)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function plan(...parameters: string[]) {
  return execa(process.execPath, ['bin/run.js', 'plan', ...parameters, '--root', root], {
    reject: false,
    env: { NO_COLOR: '1' },
  });
}

async function planned(...parameters: string[]): Promise<PlanDocument> {
  const { stdout } = await plan(...parameters, '--json');
  const document = JSON.parse(stdout) as PlanDocument;
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  return document;
}

describe('regdoctor plan', () => {
  test('mirror first, then the registry over HTTPS, then HTTP, with the lines that decided', async () => {
    const { stdout, exitCode } = await plan('reg.test/app:1', '--client', 'buildah@1.44.0');
    expect(exitCode).toBe(0);
    const order = ['https://mirror.test/v2/\n', 'https://reg.test/v2/\n', 'http://reg.test/v2/\n'];
    const places = order.map((url) => stdout.indexOf(url));
    expect(
      places.every((at) => at > 0),
      stdout,
    ).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(stdout).toMatch(/because \/etc\/containers\/registries\.conf:4 insecure = true/);
    expect(stdout).toMatch(/moves on to \d+ when: any failure/);
  });

  test('credentials by the file they come from, never by value', async () => {
    const { stdout } = await plan('reg.test/app:1', '--client', 'buildah@1.44.0', '--creds', `me:${CANARY}`);
    expect(stdout).toContain('--creds');
    const document = await planned('reg.test/app:1', '--client', 'buildah@1.44.0');
    const from = document.clients[0]?.entries.flatMap((entry) =>
      entry.kind === 'attempt' ? (entry.credentials?.from?.path ?? []) : [],
    );
    expect(from).toContain('/run/containers/0/auth.json');
    expect(stdout + JSON.stringify(document)).not.toContain(CANARY);
  });

  test('an address decides: both branches of docker are shown', async () => {
    const { stdout } = await plan('reg.test/app:1', '--client', 'docker');
    expect(stdout).toMatch(/if an address of reg\.test is in .*10\.0\.0\.0\/8/);
    expect(stdout).toContain('if no address of reg.test is');
  });

  test.each(['pull', 'push', 'login'])('a %s as JSON is what the schema says', async (operation) => {
    const flags = operation === 'pull' ? [] : [`--${operation}`];
    expect((await planned('reg.test/app:1', '--client', 'all', ...flags)).operation).toBe(operation);
  });

  test('a plan that its configuration stops: exit 1', async () => {
    const auth = join(root, 'broken.json');
    writeFileSync(auth, '{');
    const { stdout, exitCode } = await plan(
      'reg.test/app:1',
      '--client',
      'buildah@1.44.0',
      '--authfile',
      '/broken.json',
    );
    expect(stdout).toContain('stops here');
    expect(exitCode).toBe(1);
  });

  test.each([
    ['a URL', ['https://reg.test/app'], 'reference'],
    ['no such client', ['reg.test/app', '--client', 'nope'], '--client'],
  ])('%s: exit 2, in the same schema', async (_name, parameters, part) => {
    const { stdout, exitCode } = await plan(...parameters, '--json');
    expect(exitCode).toBe(2);
    expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'plan', exitCode: 2, error: { part } });
  });
});
