import { describe, expect, test } from 'vitest';
import { memoryFiles } from '../../src/host/memory-files.js';
import { storageSettings } from '../../src/probes/storage/settings.js';
import { aHost } from '../clients/a-host.js';
import { containerfile, instructionsOf, packagesOf, packageTable, stages, textOf, wordsOf } from './read.js';

const TARGETS = ['cli', 'toolkit'];
const kinds = (target: string) => instructionsOf(target).map((one) => one.getInstruction());

describe('the Containerfile', () => {
  test('builds on a stable Alpine unless told otherwise, and on nothing else', () => {
    const [first] = containerfile().getInstructions();
    expect(first?.getInstruction()).toBe('ARG');
    expect(first?.getArgumentsContent()).toMatch(/^BASE_IMAGE=docker\.io\/library\/alpine:3\.\d+$/);
    const names = stages().map(({ name }) => name);
    for (const { from } of stages()) if (!/^\$\{BASE_IMAGE\}$/.test(from)) expect(names).toContain(from);
  });

  test('has the two targets, and the toolkit is what a build without --target gives', () => {
    const names = stages().map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(TARGETS));
    expect(names.at(-1)).toBe('toolkit');
  });

  test('fetches nothing but packages', () => {
    const all = containerfile().getInstructions();
    expect(all.map((one) => one.getInstruction())).not.toContain('ADD');
    for (const run of all.filter((one) => one.getInstruction() === 'RUN'))
      expect(run.getArgumentsContent()).not.toMatch(/\b(curl|wget|npm|git)\b.*(:\/\/|install|clone)/);
  });

  test.each(TARGETS)('%s: what changes from build to build comes after the packages', (target) => {
    const instructions = instructionsOf(target);
    const last = instructions.findLastIndex((one) => wordsOf(one)[0] === 'apk');
    const early = instructions.slice(0, last).map((one) => one.getInstruction());
    expect(early).not.toContain('ARG');
    expect(early).not.toContain('LABEL');
    expect(early).not.toContain('COPY');
  });

  test.each(TARGETS)('%s: labels of the OCI', (target) => {
    const labels = instructionsOf(target)
      .filter((one) => one.getInstruction() === 'LABEL')
      .flatMap((one) => [...(one.getArgumentsContent() ?? '').matchAll(/org\.opencontainers\.image\.([a-z.]+)=/g)])
      .map(([, key]) => key);
    expect(labels.sort()).toEqual(
      ['base.name', 'created', 'description', 'licenses', 'revision', 'title', 'version'].sort(),
    );
  });

  test.each(TARGETS)('%s: any command can be given, signals reach it, and users are numbers', (target) => {
    const instructions = instructionsOf(target);
    const entry = instructions.findLast((one) => one.getInstruction() === 'ENTRYPOINT');
    expect(entry?.getArgumentsContent()).toMatch(/^\["tini", .*"--"\]$/);
    expect(instructions.findLast((one) => one.getInstruction() === 'CMD')?.getArgumentsContent()).toBe('["/bin/sh"]');
    for (const user of instructions.filter((one) => one.getInstruction() === 'USER'))
      expect(user.getArgumentsContent()).toMatch(/^\d+:\d+$/);
    // Kubernetes ignores the one, and images of the OCI format can't say the other.
    expect(kinds(target)).not.toContain('HEALTHCHECK');
    expect(kinds(target)).not.toContain('SHELL');
  });

  test('the small image needs no rights at all, the toolkit has its storage in volumes', () => {
    expect(kinds('cli')).toContain('USER');
    expect(kinds('cli')).not.toContain('VOLUME');
    const volume = instructionsOf('toolkit').find((one) => one.getInstruction() === 'VOLUME');
    expect(JSON.parse(volume?.getArgumentsContent() ?? '')).toEqual([
      '/var/lib/containers',
      '/home/regdoctor/.local/share/containers',
    ]);
  });
});

describe('the packages', () => {
  test.each(TARGETS)('%s: sorted in each list, none twice', (target) => {
    const names = packagesOf(target);
    expect(new Set(names).size).toBe(names.length);
    for (const { instructions } of stages()) {
      const lists = instructions.filter((one) => wordsOf(one)[0] === 'apk').map((one) => wordsOf(one).slice(3));
      for (const list of lists) expect(list).toEqual([...list].sort());
    }
  });

  test('are those of the table, all from the stable repositories', () => {
    const table = packageTable();
    expect(table.map(({ name }) => name)).toEqual(packagesOf('toolkit').sort());
    expect(packagesOf('cli').sort()).toEqual(['ca-certificates', 'nodejs', 'skopeo', 'tini']);
    for (const { repository } of table) expect(['main', 'community']).toContain(repository);
  });

  test('bring each command that docs/image.md promises', () => {
    const rows = [...textOf('docs/image.md').matchAll(/^\| `(cli|toolkit)` \| (.+?) \|/gm)];
    expect(rows.map(([, target]) => target)).toEqual(TARGETS);
    for (const [, target = '', promised = ''] of rows) {
      const brought = packageTable()
        .filter(({ name }) => packagesOf(target).includes(name))
        .flatMap(({ commands }) => commands);
      const commands = [...promised.matchAll(/`([^`]+)`/g)].map(([, command]) => command);
      expect(commands.length).toBeGreaterThan(1);
      expect([...brought, 'regdoctor']).toEqual(expect.arrayContaining(commands));
    }
  });
});

describe('the configuration that the image brings', () => {
  test('storage: the kernel decides, no program for mounting is named', () => {
    const storage = textOf('image/storage.conf');
    expect(storage).toMatch(/^driver = "overlay"$/m);
    expect(storage).not.toMatch(/^\s*mount_program/m);
    // An option of fuse-overlayfs, which the kernel's overlay refuses.
    expect(storage).not.toMatch(/^mountopt.*fsync/m);
  });

  test.each([
    ['buildah', '1.28.2', 0, '/var/lib/containers/storage'],
    ['buildah', '1.44.0', 0, '/var/lib/containers/storage'],
    ['buildah', '1.28.2', 1000, '/home/regdoctor/.local/share/containers/storage'],
    ['buildah', '1.44.0', 1000, '/home/regdoctor/.local/share/containers/storage'],
    ['podman', '5.8.3', 1000, '/home/regdoctor/.local/share/containers/storage'],
    ['podman', '6.0.0', 1000, '/home/regdoctor/.local/share/containers/storage'],
  ] as const)('storage: %s %s of uid %i keeps images in %s', (client, version, uid, graphRoot) => {
    const files = memoryFiles({
      '/etc/containers/storage.conf': textOf('image/storage.conf'),
      '/etc/containers/storage.rootless.conf.d/50-regdoctor.conf': textOf('image/storage.rootless.conf'),
    });
    const host = aHost({}, { uid, home: uid === 0 ? '/root' : '/home/regdoctor' });
    const environment = { HOME: host.home };
    const read = storageSettings({ ...host, files, environment }, client, version);
    expect(read).toMatchObject({ driver: 'overlay', graphRoot, error: null });
  });

  test('ranges of user ids fit into a pod with a user namespace of its own', () => {
    const ranges = [...textOf('Containerfile').matchAll(/(?:root|regdoctor):(\d+):(\d+)\\n/g)];
    expect(ranges).toHaveLength(3);
    for (const [, first, count] of ranges) expect(Number(first) + Number(count)).toBeLessThanOrEqual(65_536);
  });
});
