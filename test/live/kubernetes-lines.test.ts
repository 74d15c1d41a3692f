import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { KIND_NAMES, KINDS, type PodKind } from '../../src/kubernetes/kinds.js';
import { debugNodeLine, debugPodLine } from '../../src/kubernetes/lines/debug.js';
import { runLine } from '../../src/kubernetes/lines/run.js';
import { type ManifestKind, objectsOf, yamlOf } from '../../src/kubernetes/manifests/manifests.js';
import { KubectlGround } from '../kubernetes/kubectl.js';
import { podSecurityLevel } from '../kubernetes/pod-security.js';
import { POD_KINDS, REQUEST, requestOf } from '../kubernetes/pods.js';
import { schemaProblems } from '../kubernetes/schema.js';
import type { KubernetesObject } from '../kubernetes/stub-api-server.js';

/** `recursiveReadOnly` and `appArmorProfile` are fields since 1.30; an older `kubectl run` drops them without a word. */
const KNOWS_ALL_FIELDS = 30;
/** `--override-type` is there since 1.24, the profiles of `kubectl debug` since 1.27. */
const OLDEST = 27;
const ground = new KubectlGround();
let kubectlMinor = 0;
beforeAll(async () => {
  await ground.start();
  const version = await ground.version();
  kubectlMinor = Number(version.split('.')[1]);
  console.log(`kubectl ${version}`);
});
beforeEach(() => ground.stub.reset());
afterAll(() => ground.stop());

/** The one container of a pod. */
function container(pod: KubernetesObject | undefined): Record<string, unknown> {
  return ((pod?.spec?.['containers'] ?? []) as Record<string, unknown>[])[0] ?? {};
}

/** The pod that an object makes: itself, or its template. */
function podOf(object: Record<string, unknown>): Record<string, unknown> {
  const template = (object['spec'] as { template?: Record<string, unknown> } | undefined)?.template;
  return template ?? object;
}

describe('lines for kubectl', () => {
  test('there is a kubectl, and it is new enough', () => {
    expect(kubectlMinor).toBeGreaterThanOrEqual(OLDEST);
  });

  describe.each(POD_KINDS)('%s', (kind) => {
    const variants = [
      requestOf(kind),
      requestOf(kind, { node: 'node-1.example.com' }),
      requestOf(kind, { secret: 'pull-secret' }),
      requestOf(kind, { node: 'node-1', secret: 'pull-secret', namespace: null }),
    ];
    test.each(variants.map((request) => [`node ${request.node}, secret ${request.secret}`, request] as const))(
      'with %s makes a pod that Kubernetes takes at the level it claims',
      async (_what, request) => {
        const ended = await ground.line(runLine(kind, request));
        expect(ended).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining('rror') });
        const [pod] = ground.stub.created;
        expect(ground.stub.created).toHaveLength(1);
        expect(schemaProblems(pod ?? {})).toEqual([]);
        expect(podSecurityLevel(pod ?? {})).toBe(KINDS[kind].level);
        // What a merge of the wrong type would have dropped.
        expect(container(pod)).toMatchObject({ name: 'regdoctor', image: REQUEST.image, stdin: true, tty: true });
        expect(container(pod)['args']).toEqual([
          'regdoctor',
          'check',
          'registry.example.com/team/app:1.2',
          ...(kind === 'node' ? ['--root', '/host'] : []),
          ...(request.secret === null ? [] : ['--dockerconfigjson', '/auth/config.json']),
        ]);
        expect(pod?.spec?.['restartPolicy']).toBe('Never');
        expect(pod?.spec?.['nodeName']).toBe(request.node ?? undefined);
        expect(pod?.spec?.['hostNetwork']).toBe(kind === 'node' ? true : undefined);
        expect(ended.stdout).toContain('said by the pod');
        expect(ground.stub.has('regdoctor')).toBe(false);
      },
    );

    test('the manifest is the same pod', async () => {
      const request = requestOf(kind, { node: 'node-1' });
      await ground.line(runLine(kind, request));
      await ground.line(`kubectl create --validate=false -f - <<'END'\n${yamlOf(objectsOf(kind, request))}END`);
      const [byLine, byManifest] = ground.stub.created;
      const { stdin, stdinOnce, tty, resources, ...same } = container(byLine);
      const plain = { ...byLine?.spec, dnsPolicy: byLine?.spec?.['dnsPolicy'], containers: [same] };
      const manifest = { dnsPolicy: 'ClusterFirst', ...byManifest?.spec };
      if (kubectlMinor >= KNOWS_ALL_FIELDS) expect(manifest).toEqual(plain);
      else expect(manifest).toMatchObject(plain);
    });
  });

  test.each([0, 1, 3, 70])('the exit code %i of the pod is that of the line', async (exitCode) => {
    ground.stub.ending = { exitCode, output: 'looked\n', message: 'broken: buildah: the pull waits' };
    const ended = await ground.line(runLine('run', REQUEST));
    expect(ended.exitCode).toBe(exitCode);
    expect(ended.stdout).toContain('looked');
    // kubectl shows what was left in the termination log.
    if (exitCode !== 0) expect(ended.stderr).toContain('broken: buildah: the pull waits');
    expect(ground.stub.has('regdoctor')).toBe(false);
  });

  test('the Role allows what kubectl asks for, and no more', async () => {
    await ground.line(runLine('run', REQUEST));
    const [, role] = objectsOf('rbac', REQUEST) as { rules?: { resources: string[]; verbs: string[] }[] }[];
    const allowed = (role?.rules ?? []).flatMap(({ resources, verbs }) =>
      resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}`)),
    );
    const asked = [...new Set(ground.stub.asked.map(({ verb, resource }) => `${verb} ${resource}`))].sort();
    expect(allowed).toEqual(expect.arrayContaining(asked));
    // A pod that has ended is never attached to.
    expect(allowed.filter((one) => !asked.includes(one)).sort()).toEqual(['create pods/attach', 'get pods/attach']);
  });

  test('kubectl debug node: the pod that kubectl makes', async () => {
    const ended = await ground.line(debugNodeLine({ ...REQUEST, node: 'node-1' }));
    expect(ended).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining('rror') });
    const [pod] = ground.stub.created;
    expect(schemaProblems(pod ?? {})).toEqual([]);
    expect(podSecurityLevel(pod ?? {})).toBe(KINDS['debug-node'].level);
    expect(pod?.spec).toMatchObject({ nodeName: 'node-1', hostNetwork: true });
    expect(container(pod)).toMatchObject({ image: REQUEST.image, volumeMounts: [{ mountPath: '/host' }] });
    expect(container(pod)['command']).toBeUndefined();
    expect(container(pod)['args']).toEqual([
      'regdoctor',
      'check',
      'registry.example.com/team/app:1.2',
      '--root',
      '/host',
    ]);
    // It stays: nothing removes it but a hand.
    expect(ground.stub.has(String(pod?.metadata.name))).toBe(true);
  });

  test.each([null, 'app'])('kubectl debug POD with target %s: the container that kubectl adds', async (target) => {
    const ended = await ground.line(debugPodLine({ ...REQUEST, target, pod: REQUEST.pod ?? '' }));
    expect(ended).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining('rror') });
    const [added] = ground.stub.ephemeral;
    expect(added).toMatchObject({
      image: REQUEST.image,
      args: ['regdoctor', 'check', 'registry.example.com/team/app:1.2'],
    });
    expect(added?.['targetContainerName']).toBe(target ?? undefined);
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {},
      spec: { containers: [{ name: 'app', image: 'app' }], ephemeralContainers: [added] },
    };
    expect(schemaProblems(pod)).toEqual([]);
    expect(podSecurityLevel(pod)).toBe(KINDS['debug-pod'].level);
  });

  const manifests = KIND_NAMES.filter((kind): kind is ManifestKind =>
    (KINDS[kind].forms as readonly string[]).includes('yaml'),
  );
  test.each(manifests)('manifest %s is taken by kubectl, the schema and the level it claims', async (kind) => {
    const request = requestOf(kind as PodKind, { secret: 'pull-secret' });
    const text = yamlOf(objectsOf(kind, request));
    expect(parseAllDocuments(text).flatMap(({ errors }) => errors)).toEqual([]);
    const ended = await ground.line(`kubectl create --validate=false -f - <<'END'\n${text}END`);
    expect(ended).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining('rror') });
    expect(ground.stub.created.length).toBeGreaterThan(0);
    for (const object of ground.stub.created) {
      expect(schemaProblems(object)).toEqual([]);
      if (['Pod', 'Job', 'DaemonSet', 'Deployment'].includes(object.kind))
        expect(podSecurityLevel(podOf(object))).toBe(KINDS[kind].level);
    }
  });
});
