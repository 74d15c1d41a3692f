import { describe, expect, inject, test } from 'vitest';
import { type AuthCase, authCases, HELPERS } from './auth-files/generate.js';
import { BIN, predicted, STOPPED } from './auth-files/predicted.js';
import { withNames } from './harness/ground.js';
import { withCase } from './rig/fixture.js';
import { startHttpServer } from './rig/http-server.js';
import { ADDRESS } from './rig/network.js';
import type { Rig } from './rig/rig.js';

/** The same cases in every run. */
const SEED = 20_260;
const COUNT = 200;
/** All of them in one shell: a skopeo takes 50 ms, and more on a busy machine. */
const ALL_MS = 300_000;
const { missing } = inject('conformance');

describe.skipIf(missing.length > 0)('random auth files', () => {
  test(`${COUNT} of them: the login that skopeo sends is the one that the plan names`, async () => {
    const cases = authCases(SEED, COUNT);
    await withCase('auth files', serve, async (rig, seen) => {
      const version = (await rig.host.run('skopeo', ['--version'])).stdout.replace(/^.*version /, '').trim();
      const ran = await rig.host.run('sh', ['/root/cases.sh'], { timeoutMs: ALL_MS });
      expect(ran.code, ran.stderr.slice(-500)).toBe(0);
      const rows = cases.map((one) => ({
        one,
        real: seen.get(`case-${one.index}`) ?? STOPPED,
        plan: predicted(one, version),
      }));
      const different = rows.filter(({ real, plan }) => real !== plan);
      const count = (which: (real: string) => boolean) => rows.filter(({ real }) => which(real)).length;
      process.stdout.write(
        `| auth files | seed ${SEED} | ${rows.length} compared with skopeo ${version} | ${count((real) => real !== STOPPED && real !== ':')} a login | ${count((real) => real === ':')} nobody's | ${count((real) => real === STOPPED)} stopped | ${different.length} differ |\n`,
      );
      expect(different).toEqual([]);
      expect(count((real) => real !== STOPPED && real !== ':')).toBeGreaterThan(COUNT / 4);
    });
  });
});

/** A registry that wants a Basic login, accepts none, and keeps the one that was sent for each tag. */
async function serve(rig: Rig): Promise<Map<string, string>> {
  await withNames(rig, { 'registry-1.docker.io': [ADDRESS.registry] });
  const seen = new Map<string, string>();
  for (const port of [80, 5000]) {
    await startHttpServer(rig.listeners, { address: ADDRESS.registry, port }, (request, response) => {
      const tag = /\/manifests\/(case-\d+)$/.exec(request.url ?? '')?.[1];
      const { authorization } = request.headers;
      if (tag !== undefined) seen.set(tag, decoded(authorization));
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="rig"' }).end();
    });
  }
  await writeCases(rig, authCases(SEED, COUNT));
  return seen;
}

function decoded(authorization: string | undefined): string {
  if (authorization === undefined) return 'nothing';
  return Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString('utf8');
}

/** Files of a case that lie where other cases have theirs are put there for its own run only. */
async function writeCases(rig: Rig, cases: readonly AuthCase[]): Promise<void> {
  for (const [name, gives] of Object.entries(HELPERS)) {
    if (gives === 'absent') continue;
    const [username, password] = (gives ?? '').split(':');
    const script =
      gives === null
        ? 'echo "credentials not found in native keychain"; exit 1'
        : gives === 'error'
          ? 'echo "keychain is locked"; exit 1'
          : `printf '{"Username":"${username}","Secret":"${password}"}'`;
    await rig.host.writeFile(`${BIN}/docker-credential-${name}`, `#!/bin/sh\ncat >/dev/null\n${script}\n`, 0o755);
  }
  const lines: string[] = [];
  for (const { index, name, home, environment, files, directories } of cases) {
    const shared = Object.keys(files).filter((path) => !path.startsWith(home));
    lines.push(`mkdir -p ${[home, ...directories].join(' ')}`);
    for (const [path, text] of Object.entries(files)) {
      const staged = shared.includes(path) ? `${home}/staged${path}` : path;
      await rig.host.writeFile(staged, text);
      if (staged !== path) lines.push(`mkdir -p $(dirname ${path})`, `cp ${staged} ${path}`);
    }
    const env = { PATH: `${BIN}:/usr/bin:/bin`, HOME: home, ...environment };
    const variables = Object.entries(env).map(([key, value]) => `${key}=${value}`);
    lines.push(
      `env -i ${variables.join(' ')} skopeo inspect --no-tags --tls-verify=false docker://${name}:case-${index} >/dev/null 2>&1`,
      ...shared.map((path) => `rm ${path}`),
    );
  }
  await rig.host.writeFile('/root/cases.sh', `${lines.join('\n')}\ntrue\n`);
}
