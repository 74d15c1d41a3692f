import { cp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { buildImage } from './support/make-images.js';
import { base, describeImage, images, openWorkshop, sources } from './support/provided.js';
import { copySources } from './support/source-tree.js';
import type { Workshop } from './support/workshop.js';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});

async function idOf(image: string): Promise<string> {
  return (
    await workshop.mustRun('buildah', ['inspect', '--type', 'image', '--format', '{{.FromImageID}}', image])
  ).trim();
}

/** Builds with buildah alone, as somebody without Node would. */
async function build(context: string, ...args: string[]) {
  return workshop.run('buildah', ['build', '--build-arg', `BASE_IMAGE=${base}`, ...args, context]);
}

describeImage('building', () => {
  test.each(['cli', 'toolkit'] as const)(
    '%s: the same sources give the same image, whenever they were written',
    async (target) => {
      const again = await copySources(join(workshop.directory, `again-${target}`), sources);
      const later = new Date();
      for (const file of ['Containerfile', 'image/storage.conf', 'package.json', 'src/cli.ts', 'bin/run.js'])
        await utimes(join(again, file), later, later);
      const tag = `localhost/regdoctor:again-${target}`;
      const built = await buildImage(workshop, again, ['--base', base, '--target', target, '--tag', tag, '--fresh']);
      expect(built.stderr).toBe('');
      expect(built.code).toBe(0);
      expect(await idOf(tag)).toBe(await idOf(images[target]));
    },
  );

  test('podman builds it too', async () => {
    const built = await buildImage(workshop, sources, [
      '--base',
      base,
      '--with',
      'podman',
      '--target',
      'cli',
      '--tag',
      'localhost/by-podman',
    ]);
    expect(built.code).toBe(0);
    expect(await idOf('localhost/by-podman')).toBe(await idOf(images.cli));
  });

  test('a misspelt package ends the build with its name', async () => {
    const context = join(workshop.directory, 'misspelt');
    await cp(sources, context, { recursive: true, filter: (path) => !path.includes('node_modules') });
    const text = await readFile(join(context, 'Containerfile'), 'utf8');
    await writeFile(join(context, 'Containerfile'), text.replace('      buildah \\', '      biuldah \\'));
    const built = await build(context);
    expect(built.stderr).toContain('biuldah (no such package)');
    expect(built.code).not.toBe(0);
  });

  test('without the bundle one sentence says what to run, before any package is installed', async () => {
    const context = join(workshop.directory, 'unbuilt');
    await cp(sources, context, { recursive: true, filter: (path) => !path.includes('node_modules') });
    await rm(join(context, 'dist'), { recursive: true });
    const built = await build(context);
    expect(built.stderr).toContain("dist/main.js is not there. Run 'npm ci && npm run build' first");
    expect(built.stdout).not.toContain('apk add');
    expect(built.code).not.toBe(0);
  });

  test('wrong flags are refused with the right ones', async () => {
    const refused = await buildImage(workshop, sources, ['--target', 'tools']);
    expect(refused.stderr).toContain('--target is toolkit or cli, not "tools"');
    expect(refused.code).toBe(2);
  });
});
