import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isKindName, KIND_NAMES, KINDS } from '../../src/kubernetes/kinds.js';
import { type Ended, KubectlGround } from '../kubernetes/kubectl.js';
import { commands, filledIn, pages, shellBlocks } from '../kubernetes/pages.js';
import { type Level, podSecurityLevel } from '../kubernetes/pod-security.js';
import { schemaProblems } from '../kubernetes/schema.js';
import type { KubernetesObject } from '../kubernetes/stub-api-server.js';

const PAGE = 'docs/guide/kubernetes.md';
const IMAGE = 'registry.example.com/regdoctor:0.1.0';
/** Makes something in a cluster. */
const MAKES = /^(?:regdoctor pod-spec .*\| )?kubectl (?:run|debug|create|apply)\b/;
const ground = new KubectlGround();
beforeAll(async () => {
  await ground.start();
  mkdirSync(ground.programs);
  copyFileSync('deploy/kubectl-regdoctor', join(ground.programs, 'kubectl-regdoctor'));
  const regdoctor = join(ground.programs, 'regdoctor');
  writeFileSync(regdoctor, `#!/bin/sh\nexec '${process.execPath}' '${resolve('bin/run.js')}' "$@"\n`);
  chmodSync(regdoctor, 0o755);
});
afterAll(() => ground.stop());

/** Runs lines of a page as they stand; the stub has no OpenAPI for kubectl to check files by, so that is left out: the schema is judged here. */
function run(lines: string): Promise<Ended> {
  return ground.line(filledIn(lines).replaceAll(/kubectl (create|apply) -f/g, 'kubectl $1 --validate=false -f'), {
    REGISTRY_PASSWORD: 'sesame',
  });
}

/** Pods of objects: themselves, or their template. */
function podsOf(objects: readonly KubernetesObject[]): readonly Record<string, unknown>[] {
  return objects
    .filter(({ kind }) => ['Pod', 'Job', 'DaemonSet', 'Deployment'].includes(kind))
    .map((object) => (object.spec?.['template'] as Record<string, unknown> | undefined) ?? object);
}

/** What the page's table says that each kind needs. */
const claimed = new Map(
  [...readFileSync(PAGE, 'utf8').matchAll(/^\|.*\| \[([\w-]+)\]\(#[\w-]+\) \| (\w+) \|$/gm)].map(
    ([, kind = '', level = '']): [string, Level] => [kind, level as Level],
  ),
);

describe('docs/guide/kubernetes.md', () => {
  test('its table has every kind that is a pod, with the level of the kind', () => {
    const pods = KIND_NAMES.filter((kind) => KINDS[kind].sees !== null);
    expect([...claimed].sort()).toEqual(pods.map((kind) => [kind, KINDS[kind].level]).sort());
  });

  const blocks = shellBlocks(PAGE);
  test.each(blocks.filter(({ podSpec }) => podSpec !== null).map((block) => [block.podSpec ?? '', block] as const))(
    'regdoctor pod-spec %s prints what stands there',
    async (options, { text }) => {
      const reference = options.includes('--run') ? [] : ['registry.example.com/team/app:1.2'];
      const words = ['bin/run.js', 'pod-spec', ...reference, ...options.split(' '), '--image', IMAGE];
      const { stdout } = await execa(process.execPath, words, { env: { REGDOCTOR_IMAGE: '' } });
      expect(text).toBe(`${stdout}\n`);
    },
  );

  // In the order of the page: what one block makes, another reads or deletes.
  test.each(blocks.map((block) => [`${block.heading}: ${block.text.slice(0, 60)}`, block] as const))(
    '%s',
    async (_what, { heading, text }) => {
      const [before, added] = [ground.stub.created.length, ground.stub.ephemeral.length];
      expect(await run(`set -e\n${text}`)).toMatchObject({ exitCode: 0 });
      const made = ground.stub.created.slice(before);
      for (const object of made) expect(schemaProblems(object)).toEqual([]);
      const ephemeralContainers = ground.stub.ephemeral.slice(added);
      const pods = [...podsOf(made), ...(ephemeralContainers.length > 0 ? [{ spec: { ephemeralContainers } }] : [])];
      if (isKindName(heading) && MAKES.test(text) && !text.includes('namespace.yaml')) {
        expect(pods).not.toEqual([]);
        for (const pod of pods) expect(podSecurityLevel(pod)).toBe(claimed.get(heading));
      }
    },
  );
});

describe('other pages', () => {
  const lines = pages()
    .filter((page) => page !== PAGE)
    .flatMap((page) => shellBlocks(page).flatMap(({ text }) => commands(text).map((line) => ({ page, line }))))
    .filter(({ line }) => MAKES.test(line));

  test('there are such lines', () => {
    expect(lines.length).toBeGreaterThan(0);
  });

  test.each(lines)('$page: $line', async ({ line }) => {
    ground.stub.reset();
    expect(await run(line)).toMatchObject({ exitCode: 0 });
    for (const object of ground.stub.created) expect(schemaProblems(object)).toEqual([]);
    if (!line.includes('--dry-run')) expect([...ground.stub.created, ...ground.stub.ephemeral]).not.toEqual([]);
  });
});
