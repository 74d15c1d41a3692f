import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PodKind } from '../../src/kubernetes/kinds.js';
import { runLine } from '../../src/kubernetes/lines/run.js';
import type { PodRequest } from '../../src/kubernetes/request.js';
import { KubectlGround } from '../kubernetes/kubectl.js';
import { POD_KINDS, REQUEST, requestOf } from '../kubernetes/pods.js';

const IMAGE = { REGDOCTOR_IMAGE: REQUEST.image };
/** A pod is made well before. */
const POD_MS = 10_000;
const ground = new KubectlGround();
beforeAll(async () => {
  await ground.start();
  mkdirSync(ground.programs);
  copyFileSync('deploy/kubectl-regdoctor', join(ground.programs, 'kubectl-regdoctor'));
});
beforeEach(() => ground.stub.reset());
afterAll(() => ground.stop());

/** The options of the plugin that ask for what a request asks for. */
function options(kind: PodKind, { namespace, node, secret }: PodRequest): string {
  return [
    `--kind ${kind}`,
    ...(namespace === null ? [] : [`-n ${namespace}`]),
    ...(node === null ? [] : [`--node ${node}`]),
    ...(secret === null ? [] : [`--secret=${secret}`]),
  ].join(' ');
}

/** JSON is broken into lines by its length, which the script does not know. */
function unbroken(line: string): string {
  return line.replace(/\n ?/g, '');
}

describe('kubectl regdoctor', () => {
  const variants = POD_KINDS.flatMap((kind) =>
    [null, 'node-1.example.com'].flatMap((node) =>
      (kind === 'secret' ? ['pull-secret'] : [null, 'pull-secret']).map(
        (secret) => [kind, requestOf(kind, { node, secret })] as const,
      ),
    ),
  );
  test.each(variants)('pod-spec prints the line of regdoctor pod-spec: %s %j', async (kind, request) => {
    const call = `kubectl regdoctor pod-spec registry.example.com/team/app:1.2 ${options(kind, request)}`;
    const { stdout, exitCode } = await ground.line(call, IMAGE);
    expect(unbroken(stdout)).toBe(unbroken(runLine(kind, request)));
    expect(exitCode).toBe(0);
    expect(ground.stub.created).toEqual([]);
  });

  test('check runs that pod, under a name of its own, and deletes it', async () => {
    await ground.line(runLine('node', { ...REQUEST, node: 'node-1', secret: 'pull-secret' }));
    const ended = await ground.line(
      'kubectl regdoctor check registry.example.com/team/app:1.2 --node node-1 --secret pull-secret -n team-a',
      IMAGE,
    );
    expect(ended).toMatchObject({ exitCode: 0, stdout: 'said by the pod' });
    const [byLine, byPlugin] = ground.stub.created.map(({ metadata, spec }) => {
      const [first] = (spec?.['containers'] ?? []) as Record<string, unknown>[];
      const { name, tty, stdin, stdinOnce, ...container } = first ?? {};
      expect(name).toBe(metadata.name);
      return { ...spec, containers: [container] };
    });
    expect(byPlugin).toEqual(byLine);
    const name = ground.stub.created[1]?.metadata.name ?? '';
    expect(name).toMatch(/^regdoctor-[0-9-]+$/);
    expect(ground.stub.has(name)).toBe(false);
    expect(ended.stderr).toContain(`kubectl run ${name} -n team-a`);
  });

  test('the line that it shows makes the same pod when pasted', async () => {
    const ended = await ground.line(
      `kubectl regdoctor check registry.example.com/app --restricted --json --client 'it'"'"'s $(id)'`,
      IMAGE,
    );
    await ground.line(ended.stderr);
    const [first, second] = ground.stub.created;
    expect(second).toEqual(first);
    expect(JSON.stringify(first)).toContain("it's $(id)");
  });

  test.each([0, 1, 2, 3, 70, 130])('ends with %i as regdoctor did', async (exitCode) => {
    ground.stub.ending = { exitCode, output: '{"verdict":"broken"}\n', message: 'broken' };
    const ended = await ground.line('kubectl regdoctor check registry.example.com/app --json', IMAGE);
    expect(ended).toMatchObject({ exitCode, stdout: '{"verdict":"broken"}' });
    expect(ground.stub.has(ground.stub.created[0]?.metadata.name ?? '')).toBe(false);
  });

  test('on a terminal the pod has one, and the cluster asked is the one named', async () => {
    ground.stub.ending = { exitCode: 3, output: 'looked\n' };
    const call = 'kubectl regdoctor check registry.example.com/app --context other';
    const ended = await ground.line(`script -qec '${call}' /dev/null`, IMAGE);
    expect(ended.exitCode).toBe(3);
    expect(ended.stdout).toContain('looked');
    expect(ended.stdout).toContain('--context=other -it');
    expect(ground.stub.created[0]?.spec?.['containers']).toMatchObject([{ stdin: true, tty: true }]);
  });

  test('storage, and words for regdoctor', async () => {
    await ground.line('kubectl regdoctor storage --build --json', IMAGE);
    expect(ground.stub.created[0]?.spec?.['containers']).toMatchObject([
      { args: ['regdoctor', 'storage', '--json'], volumeMounts: [{ mountPath: '/var/lib/containers' }] },
    ]);
  });

  test('a pod that may not be made is 3, never a verdict', async () => {
    ground.stub.forbids = ({ verb }) => verb === 'create';
    const ended = await ground.line('kubectl regdoctor check registry.example.com/app', IMAGE);
    expect(ended.exitCode).toBe(3);
    expect(ended.stderr).toContain('cannot create resource');
    expect(ended.stderr).toContain('kubectl could not run the pod');
  });

  test('a pod whose own image does not come is 3, with the reason', async () => {
    ground.stub.ending = { exitCode: null, reason: 'ImagePullBackOff', message: 'Back-off \u001b[31mpulling image' };
    const ended = await ground.line('kubectl regdoctor check registry.example.com/app --pod-running-timeout=1s', IMAGE);
    expect(ended.exitCode).toBe(3);
    expect(ended.stderr).toContain('the pod did not start: ImagePullBackOff: Back-off [31mpulling image');
    expect(ended.stderr).not.toContain('\u001b');
    expect(ground.stub.has(ground.stub.created[0]?.metadata.name ?? '')).toBe(false);
  });

  test('Ctrl-C deletes the pod', async () => {
    ground.stub.ending = { exitCode: null };
    const running = execa('sh', ['-c', 'kubectl regdoctor check registry.example.com/app'], {
      env: ground.environment(IMAGE),
      extendEnv: false,
      stdin: 'ignore',
      reject: false,
      detached: true,
    });
    const end = Date.now() + POD_MS;
    while (ground.stub.created.length === 0 && Date.now() < end) await pause(50);
    const name = ground.stub.created[0]?.metadata.name ?? '';
    expect(ground.stub.has(name)).toBe(true);
    // As a terminal does: to the whole foreground group.
    process.kill(-(running.pid ?? 0), 'SIGINT');
    await running;
    const gone = Date.now() + POD_MS;
    while (ground.stub.has(name) && Date.now() < gone) await pause(50);
    expect(ground.stub.has(name)).toBe(false);
  });

  test.each([
    ['check', 'check needs a reference'],
    ['chek x', 'none of check, storage, pod-spec'],
    ["check 'a;b'", 'no image reference'],
    ["check 'a b'", 'no image reference'],
    ['check -x', 'no image reference'],
    ["check a --node '\"},{'", '--node'],
    ["check a --node 'n\nm'", '--node'],
    ['check a --node', 'needs a value'],
    ['check a --secret ../x', '--secret'],
    ['check a -n UPPER', '--namespace'],
    ['check a --kind secret', 'needs --secret'],
    ['check a --kind pod', 'none of run, node'],
    ['check a --image "x y"', '--image'],
    ['check a --creds user:sesame', 'a password would stand'],
    ['check a --creds=user:sesame', 'a password would stand'],
  ])('%s is a wrong call', async (words, says) => {
    const ended = await ground.line(`kubectl regdoctor ${words}`, IMAGE);
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ended.stderr).toContain(says);
    expect(ended.stderr).not.toContain('sesame');
    expect(ground.stub.created).toEqual([]);
  });

  test('without an image it says so', async () => {
    const ended = await ground.line('kubectl regdoctor check registry.example.com/app');
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toContain('REGDOCTOR_IMAGE');
  });
});
