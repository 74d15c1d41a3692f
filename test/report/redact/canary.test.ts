import { gunzipSync } from 'node:zlib';
import { parseTar } from 'nanotar';
import { describe, expect, test } from 'vitest';
import { refreshedInputs } from '../../../src/check/refreshed-inputs.js';
import { packBundle } from '../../../src/report/bundle/pack.js';
import { FORMS } from '../../../src/report/forms.js';
import { createHostRedactor } from '../../../src/report/redact/redact-hosts.js';
import type { Report } from '../../../src/report/schema.js';
import { reportOf } from './planted.js';

const CANARY = 'canary0S3cRet9';
const TEXT = { color: false, unicode: true, width: 100, verbose: true };
const REPORT = reportOf({
  host: 'registry.zanzibar.com',
  short: 'quokkahub',
  mirror: 'mirror.zanzibar.com',
  realm: 'auth.zanzibar.com',
  proxy: 'proxy.zanzibar.com',
  user: 'hildegard',
  repository: 'wombat/numbat',
  node: 'dugong-7',
  pod: 'numbat-x1',
  namespace: 'quolls',
  four: '10.9.8.7',
  nameServer: '10.9.8.53',
  six: 'fd12:1:2:3:4:5:6:7',
});

/** A machine's files with the same secret in all of them, as a report of a careless regdoctor would hold them. */
const FILES: Readonly<Record<string, string>> = {
  '/run/containers/0/auth.json': `{"auths": {"registry.zanzibar.com": {"auth": "${Buffer.from(`u:${CANARY}`).toString('base64')}", "x": "${CANARY}"}}, "HttpHeaders": {"X": "${CANARY}"}}`,
  '/root/.docker/config.json': `{"auths": {"registry.zanzibar.com": {"auth": "${CANARY}"`,
  '/etc/rancher/k3s/config.yaml': `token: ${CANARY}\nunheard:\n  - ${CANARY}\n# ${CANARY}\n`,
  '/etc/rancher/k3s/registries.yaml': `configs:\n  r:\n    auth: {username: a, password: ${CANARY}}\n`,
  '/etc/containerd/config.toml': `[plugins.x]\nunheard = """\n${CANARY}\n"""\n`,
  '/etc/containers/certs.d/r/client.key': `-----BEGIN PRIVATE KEY-----\n${CANARY}\n-----END PRIVATE KEY-----\n`,
  '/etc/systemd/system/docker.service': `[Service]\nEnvironment=X=${CANARY}\nExecStart=/usr/bin/dockerd --unheard ${CANARY}\n`,
  '/etc/default/docker': `export HTTPS_PROXY=http://u:${CANARY}@p:3128\nMY=${CANARY}\n`,
  '/etc/passwd': `root:${CANARY}:0:0:${CANARY}:/root:/bin/sh\n`,
  '/etc/hosts': `127.0.0.1 localhost # ${CANARY}\n`,
  '/etc/unheard': `${CANARY}\n`,
};

const planted: Report = refreshedInputs({
  ...REPORT,
  inputs: {
    ...REPORT.inputs,
    files: Object.fromEntries(
      Object.entries(FILES).map(([path, text]) => [
        path,
        { read: { kind: 'file', text, bytes: text.length }, list: null },
      ]),
    ),
  },
});

function spellings(text: string): string {
  const decoded = [...text.matchAll(/[A-Za-z0-9+/_-]{16,}/g)].flatMap(([run]) =>
    [0, 1, 2, 3].map((at) => Buffer.from(run.slice(at), 'base64').toString('latin1')),
  );
  return [text, ...decoded].join('\n');
}

describe.each([
  ['as it is', planted],
  ['without names', createHostRedactor().report(planted)],
])('a secret that was in every file of a machine, the report %s', (_, report) => {
  test.each(Object.keys(FORMS) as (keyof typeof FORMS)[])('is not in the form %s', async (form) => {
    const render = await FORMS[form].load();
    const text = render([report, report], { text: TEXT, isFile: true });
    expect(text).not.toBe('');
    expect(spellings(text)).not.toContain(CANARY);
  });

  test('is in no file of the bundle', async () => {
    const { bytes } = await packBundle(report, { regdoctor: '0.0.0', node: 'v24.0.0' }, null);
    const files = parseTar(new Uint8Array(gunzipSync(bytes)).slice());
    expect(files.filter(({ name }) => name.includes('/inputs/'))).toHaveLength(Object.keys(FILES).length);
    for (const { data } of files) expect(spellings(Buffer.from(data ?? []).toString())).not.toContain(CANARY);
  });
});
