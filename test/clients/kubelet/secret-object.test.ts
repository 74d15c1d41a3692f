import { describe, expect, test } from 'vitest';
import { configuredSecret } from '../../../src/clients/configured-credential.js';
import { kubeletCredentials } from '../../../src/clients/kubelet/credentials.js';
import { redactFile } from '../../../src/host/redact.js';
import { NO_FLAGS } from '../a-client.js';
import { aHost } from '../a-host.js';

const PATH = '/tmp/secret.yaml';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const LOGIN = { auth: base64('robot:canary-word') };
const CONFIG = JSON.stringify({ auths: { 'reg:5000': LOGIN } });
const DOCKERCFG = JSON.stringify({ 'reg:5000': LOGIN });
const JSON_TYPE = 'kubernetes.io/dockerconfigjson';

function yaml(type: string, ...rest: readonly string[]): string {
  return ['apiVersion: v1', 'kind: Secret', 'metadata:', '  name: pull', `type: ${type}`, ...rest, ''].join('\n');
}

/** Who is logged in for reg:5000/team/app, or why nobody. */
function login(text: string): string {
  const host = aHost({ [PATH]: text });
  const { credentials, observations } = kubeletCredentials(
    host,
    { ...NO_FLAGS, dockerConfigJson: PATH },
    'reg:5000',
    'team/app',
  );
  const [first] = credentials;
  if (first == null) return observations.map((each) => each.text).join('; ');
  const secret = configuredSecret(host.files, first.id);
  return `${secret?.username}:${secret?.password}`;
}

const GOOD: readonly (readonly [string, string])[] = [
  ['YAML, base64 in data', yaml(JSON_TYPE, 'data:', `  .dockerconfigjson: ${base64(CONFIG)}`)],
  [
    'base64 over several lines',
    yaml(
      JSON_TYPE,
      'data:',
      '  .dockerconfigjson: |',
      ...(base64(CONFIG).match(/.{1,40}/g) ?? []).map((line) => `    ${line}`),
    ),
  ],
  ['plain in stringData', yaml(JSON_TYPE, 'stringData:', '  .dockerconfigjson: |', `    ${CONFIG}`)],
  [
    'stringData before data',
    yaml(JSON_TYPE, 'data:', `  .dockerconfigjson: ${base64('{}')}`, 'stringData:', `  .dockerconfigjson: '${CONFIG}'`),
  ],
  ['the old type', yaml('kubernetes.io/dockercfg', 'data:', `  .dockercfg: ${base64(DOCKERCFG)}`)],
  ['JSON', JSON.stringify({ kind: 'Secret', type: JSON_TYPE, data: { '.dockerconfigjson': base64(CONFIG) } })],
  [
    'JSON that quotes itself',
    JSON.stringify({
      kind: 'Secret',
      metadata: { annotations: { last: JSON.stringify({ data: { '.dockerconfigjson': base64(CONFIG) } }) } },
      type: JSON_TYPE,
      data: { '.dockerconfigjson': base64(CONFIG) },
    }),
  ],
  [
    'auth before name and password',
    JSON.stringify({
      kind: 'Secret',
      type: JSON_TYPE,
      stringData: {
        '.dockerconfigjson': JSON.stringify({ auths: { 'reg:5000': { ...LOGIN, username: 'other', password: 'x' } } }),
      },
    }),
  ],
];

describe('a Secret object as a file', () => {
  test.each(GOOD)('%s', (_case, text) => {
    expect(login(text)).toBe('robot:canary-word');
  });

  test.each(GOOD)('%s: a report keeps the keys and no secret', (_case, text) => {
    const kept = redactFile(PATH, text);
    for (const secret of ['canary-word', LOGIN.auth, base64(CONFIG).slice(30, 60), base64(DOCKERCFG).slice(20, 50)])
      expect(kept).not.toContain(secret);
    expect(login(kept)).toBe('redacted:redacted');
  });

  test.each([
    ['another type', yaml('Opaque', 'data:', `  .dockerconfigjson: ${base64(CONFIG)}`), 'of type Opaque'],
    ['no type', 'kind: Secret\ndata: {}\n', 'of type Opaque'],
    ['nothing in it', yaml(JSON_TYPE), 'without .dockerconfigjson in its data'],
    [
      'the other type’s key',
      yaml(JSON_TYPE, 'data:', `  .dockercfg: ${base64(DOCKERCFG)}`),
      'without .dockerconfigjson',
    ],
    ['no base64', yaml(JSON_TYPE, 'data:', `  .dockerconfigjson: '${CONFIG}'`), 'is not base64'],
    ['no JSON inside', yaml(JSON_TYPE, 'data:', `  .dockerconfigjson: ${base64('hello canary-word')}`), 'is no JSON'],
    ['wrong types everywhere', yaml(JSON_TYPE, 'data: [1]', 'stringData: 7'), 'without .dockerconfigjson'],
  ])('%s: one sentence, and none of it in a report', (_case, text, words) => {
    expect(login(text)).toContain(words);
    expect(login(text)).not.toContain('canary-word');
    expect(redactFile(PATH, text)).not.toContain(LOGIN.auth);
    expect(redactFile(PATH, text)).not.toContain(base64(CONFIG));
  });

  test('a near miss is told without an edit: nothing can be moved inside it', () => {
    const text = GOOD[0]?.[1] ?? '';
    const host = aHost({ [PATH]: text });
    const { observations } = kubeletCredentials(host, { ...NO_FLAGS, dockerConfigJson: PATH }, 'reg', 'team/app');
    expect(observations).toMatchObject([{ code: 'auth-near-miss', text: expect.stringContaining('reg:5000') }]);
    expect(observations[0]?.edits).toBeUndefined();
  });

  test.each([
    'kind: Secret',
    'kind: Secret\n\tx',
    '{"kind":"Secret"',
    '__proto__: {kind: Secret}',
    'kind: Secret\n'.repeat(500),
  ])('hostile text %# never throws', (text) => {
    expect(() => login(text)).not.toThrow();
    expect(() => redactFile(PATH, text)).not.toThrow();
  });
});
