import { chmod, cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CHECKOUT } from '../../conformance/rig/client-files.js';
import { importBase } from './import-base.js';
import type { Workshop } from './workshop.js';

/** The name of the quick stand-in in the workshop's storage. */
export const QUICK_BASE = 'localhost/stand-in/quick:1';

const DIRECTORIES =
  'bin dev etc/apk etc/containers etc/stand-in home opt proc root run sbin sys tmp usr/bin usr/local/bin usr/sbin var/lib var/tmp';

/**
 * Makes the quick stand-in for Alpine: a static busybox, this process's Node with the libraries it needs, a real tini, and an `apk` that
 * knows the committed table of packages. buildah, podman and the rest are stubs in it. Needs the distribution's package archive, nothing else.
 */
export async function makeQuickBase(workshop: Workshop): Promise<string> {
  const root = join(workshop.directory, 'quick-base');
  for (const directory of DIRECTORIES.split(' ')) await mkdir(join(root, directory), { recursive: true });
  await chmod(join(root, 'tmp'), 0o1777);
  await chmod(join(root, 'var/tmp'), 0o1777);
  await writeFile(join(root, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  await writeFile(join(root, 'etc/group'), 'root:x:0:\n');

  const packages = await unpackDebian(workshop, ['busybox-static', 'tini']);
  await cp(join(packages, 'bin/busybox'), join(root, 'bin/busybox'));
  await workshop.mustRun('chroot', [root, '/bin/busybox', '--install', '-s']);
  await cp(join(packages, 'usr/bin/tini-static'), join(root, 'sbin/tini'));
  await copyNode(workshop, root);
  await cp(join(CHECKOUT, 'test/image/support/apk.sh'), join(root, 'sbin/apk'));
  await chmod(join(root, 'sbin/apk'), 0o755);
  await cp(join(CHECKOUT, 'image/packages.tsv'), join(root, 'etc/stand-in/packages.tsv'));

  const tarball = `${root}.tar`;
  // One date and owner for all files: the base is an input, and two runs are to give the same image.
  const fixed = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
  await workshop.mustRun('tar', ['-C', root, ...fixed, '-cf', tarball, '.']);
  await importBase(workshop, tarball, QUICK_BASE);
  return QUICK_BASE;
}

/** Downloads packages of the distribution and unpacks them side by side; nothing is installed. */
async function unpackDebian(workshop: Workshop, names: readonly string[]): Promise<string> {
  const directory = join(workshop.directory, 'packages');
  await mkdir(directory, { recursive: true });
  // apt drops its rights to a user who may not write here; as root it says so and goes on.
  const download = ['-o', 'APT::Sandbox::User=root', 'download', ...names];
  const first = await workshop.run('apt-get', download, { cwd: directory });
  if (first.code !== 0) {
    await workshop.mustRun('apt-get', ['update']);
    await workshop.mustRun('apt-get', download, { cwd: directory });
  }
  for (const file of await readdir(directory))
    if (file.endsWith('.deb')) await workshop.mustRun('dpkg-deb', ['-x', file, '.'], { cwd: directory });
  return directory;
}

async function copyNode(workshop: Workshop, root: string): Promise<void> {
  await cp(process.execPath, join(root, 'usr/bin/node'), { dereference: true });
  const libraries = await workshop.mustRun('ldd', [process.execPath]);
  for (const [path] of libraries.matchAll(/\/lib\S+/g)) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await cp(path, join(root, path), { dereference: true });
  }
}
