import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RealClient } from '../../src/prove/real-clients.js';
import { opinionOf } from '../../src/roundtrip/opinion.js';
import { roundTrip } from '../../src/roundtrip/roundtrip.js';
import { parseTarget } from '../../src/roundtrip/target.js';
import { roundtripOptions } from './options.js';
import { standIn } from './stand-in.js';

const FREE = [1, 'name unknown'] as const;
const GONE = [1, 'manifest unknown'] as const;
const LOGIN = 'alice:secret';

/** A registry on plain HTTP; gives its name. */
async function registry(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const says =
  (status: number): RequestListener =>
  (_asked, answer) =>
    answer.writeHead(status).end();

test('a login is not shown to be safe by a registry that fails before it asks for one: nothing is run', async () => {
  const name = await registry(says(503));
  const skopeo = standIn({ 'list-tags': [FREE], copy: [[0, '']], delete: [[0, ''], GONE] });
  onTestFinished(skopeo.remove);
  const changed = {
    target: parseTarget(name),
    access: { tlsVerify: false, certDirectory: null, authFile: null },
    credentials: LOGIN,
  };
  const withheld = await roundTrip(roundtripOptions(skopeo, changed));
  expect(withheld).toMatchObject({ withheld: true, push: null, pulls: [], left: [] });
  expect(withheld.diagnosis?.findings[0]?.code).toBe('registry-5xx');
  expect(() => skopeo.calls()).toThrow('ENOENT');
  const allowed = await roundTrip(roundtripOptions(skopeo, { ...changed, allowInsecureAuth: true }));
  expect(allowed).toMatchObject({ withheld: false, push: { outcome: 'ok' } });
});

test('a pull that goes to a mirror with its login, over plain HTTP, is not run either', async () => {
  const [name, mirror] = await Promise.all([registry(says(404)), registry(says(503))]);
  const skopeo = standIn({ 'list-tags': [FREE], copy: [[0, '']], delete: [[0, ''], GONE] });
  onTestFinished(skopeo.remove);
  const configuration = join(skopeo.scratch, '.config/containers');
  mkdirSync(configuration, { recursive: true });
  writeFileSync(
    join(configuration, 'registries.conf'),
    `[[registry]]\nlocation = "${name}"\ninsecure = true\n[[registry.mirror]]\nlocation = "${mirror}"\ninsecure = true\n`,
  );
  const authFile = join(skopeo.scratch, 'login.json');
  writeFileSync(authFile, JSON.stringify({ auths: { [mirror]: { auth: btoa(LOGIN) } } }));
  const podman: RealClient = { name: 'podman', program: 'true', pull: () => ({ program: 'true', parameters: [] }) };
  const changed = {
    target: parseTarget(name),
    access: { tlsVerify: null, certDirectory: null, authFile },
    clients: [podman],
  };
  const { account, push, pulls } = await roundTrip(roundtripOptions(skopeo, changed));
  expect({ account, push: push?.outcome }).toEqual({ account: null, push: 'ok' });
  expect(pulls).toMatchObject([{ client: 'podman', step: { outcome: 'unknown', refusal: 'withheld' } }]);
});

test('--timeout holds for what regdoctor asks by itself', async () => {
  const name = await registry(() => undefined);
  const started = performance.now();
  const { access } = roundtripOptions({ program: '', scratch: '/nowhere' });
  await opinionOf(
    { reference: `${name}/a:b`, operation: 'pull', clients: ['skopeo'] },
    {
      flags: { ...access, tlsVerify: false, credentials: false, platform: null, dockerConfigJson: null },
      ...{ credentials: null, allowInsecureAuth: false, environment: { PATH: process.env.PATH } },
      signal: new AbortController().signal,
      deadline: performance.now() + 500,
    },
  );
  expect(performance.now() - started).toBeLessThan(4000);
});
