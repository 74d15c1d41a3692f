import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deploymentLines } from '../../src/report/roundtrip/deployment-text.js';
import { styleOf } from '../../src/report/text/style.js';
import { deploymentYaml, secretCommands } from '../../src/roundtrip/deployment.js';
import { KubectlGround } from '../kubernetes/kubectl.js';
import { podSecurityLevel } from '../kubernetes/pod-security.js';
import { schemaProblems } from '../kubernetes/schema.js';

const OPTIONS = { color: false, unicode: true, width: 100, verbose: false };
const REGISTRY = 'registry.example.com:5000';
const reference = `${REGISTRY}/regdoctor-roundtrip/0a1b2c3d4e:0a1b2c3d`;
/** What `skopeo login` writes. */
const LOGIN = JSON.stringify({ auths: { [REGISTRY]: { auth: 'YWxpY2U6c2VjcmV0' } } });

const ground = new KubectlGround();
beforeAll(() => ground.start());
afterAll(() => ground.stop());

test('the lines that a round trip prints for the cluster are taken by a real kubectl', async () => {
  const yaml = deploymentYaml({ reference, architecture: 'amd64', needsSecret: true });
  const document = { yaml, again: null, secret: secretCommands(['skopeo', 'login'], REGISTRY), notes: [] };
  const lines = deploymentLines(document, styleOf(OPTIONS), OPTIONS);
  writeFileSync(join(ground.directory, 'login'), LOGIN);
  const begin = lines.findIndex((line) => line.includes('kubectl create secret'));
  const end = lines.findIndex((line) => line.startsWith('kubectl rollout'));
  const [secretLine = 'false', ...applied] = lines.slice(begin, end);
  // The stub takes no secrets and serves no OpenAPI: what kubectl would send is looked at instead, and the schema is held against it below.
  // No registry to log in to: in the place of skopeo, the file that it writes.
  const skopeo = 'skopeo() { cat >/dev/null; cp login "$3"; }';
  const looked = secretLine.replace('; rm -f', ' --dry-run=client --output=json; rm -f');
  const made = await ground.line(`cd ${ground.directory}\nLOGIN=alice:secret\n${skopeo}\n${looked}`);
  expect(existsSync(join(ground.directory, 'regdoctor-login.json'))).toBe(false);
  expect(made, made.stderr).toMatchObject({ exitCode: 0 });
  const secret = JSON.parse(made.stdout) as { kind: string; type: string; data: Record<string, string> };
  expect(secret).toMatchObject({ kind: 'Secret', type: 'kubernetes.io/dockerconfigjson' });
  expect(Buffer.from(secret.data['.dockerconfigjson'] ?? '', 'base64').toString()).toBe(LOGIN);
  const taken = await ground.line(applied.join('\n').replace('apply', 'apply --validate=false'));
  expect(taken, taken.stderr).toMatchObject({ exitCode: 0 });
  const [deployment] = ground.stub.created;
  expect(deployment?.kind).toBe('Deployment');
  expect(schemaProblems(deployment ?? {})).toEqual([]);
  const template = deployment?.spec?.['template'] as Parameters<typeof podSecurityLevel>[0];
  expect(podSecurityLevel(template)).toBe('restricted');
  const removed = await ground.line(lines[end + 1]?.replace(' secret/regdoctor-roundtrip', '') ?? 'false');
  expect(removed, removed.stderr).toMatchObject({ exitCode: 0 });
  expect(removed.stdout).toContain('deployment.apps "regdoctor-roundtrip" deleted');
  const waited = await ground.line(`${lines[end]?.replace(/--timeout=\S+/, '--timeout=1s')}`);
  expect(waited.stderr).toContain('not found');
});
