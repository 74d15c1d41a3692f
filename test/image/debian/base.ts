import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustRun } from '../../conformance/rig/command.js';
import { debianPackages } from './packages.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const SHIM = join(HERE, 'apk');
const TABLE = join(HERE, 'packages.tsv');
/** The distribution's own package sources, in the places where its releases keep them; other sources of the machine stay out. */
const SOURCES = [
  '/etc/apt/sources.list.d/debian.sources',
  '/etc/apt/sources.list.d/ubuntu.sources',
  '/etc/apt/sources.list',
];
/** Left out of the stand-in: nothing that the image's programs read. */
const UNUSED = ['/usr/share/man', '/usr/share/doc', '/usr/share/locale', '/usr/share/info', '/usr/lib/cni'];
/** About 100 packages come over the network and are installed by two processors. */
const MAKE_TIMEOUT_MS = 300_000;

/**
 * The tarball of a Debian in which everything the Containerfile installs is there for real, Node (this process's own) included, and `apk` is a
 * stand-in. It is kept between runs, the newest only, named by what it was made of; without it, it is made from packages of the network.
 */
export async function debianBase(): Promise<string> {
  const sources = SOURCES.find((path) => existsSync(path));
  if (sources === undefined) throw new Error(`no package sources: none of ${SOURCES.join(', ')} is there`);
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'regdoctor/image-debian');
  const tarball = join(cache, `${await nameOf(sources)}.tar`);
  if (existsSync(tarball)) return tarball;
  await mkdir(cache, { recursive: true });
  const made = join(cache, `making-${process.pid}.tar`);
  try {
    await mustRun('mmdebstrap', [...(await recipe()), '', made, sources], { timeoutMs: MAKE_TIMEOUT_MS });
    await rename(made, tarball);
  } finally {
    await rm(made, { force: true });
  }
  await forgetOthers(cache, tarball);
  return tarball;
}

async function nameOf(sources: string): Promise<string> {
  const hash = createHash('sha256');
  for (const path of [sources, SHIM, TABLE, fileURLToPath(import.meta.url)]) hash.update(await readFile(path));
  return hash.update(process.version).digest('hex').slice(0, 16);
}

async function recipe(): Promise<string[]> {
  const node = await realpath(process.execPath);
  // Debian's shadow drops its rights before it writes the map, unlike Alpine's: as setuid program it can't work in a container with the usual capabilities.
  const capabilities = ['uid', 'gid'].map(
    (id) => `chmod u-s "$1/usr/bin/new${id}map" && chroot "$1" setcap cap_set${id}+ep /usr/bin/new${id}map`,
  );
  return [
    '--quiet',
    '--mode=root',
    '--variant=essential',
    `--include=${['libcap2-bin', 'busybox-static', ...(await debianPackages())].join(',')}`,
    '--aptopt=APT::Install-Recommends "false"',
    ...UNUSED.map((directory) => `--dpkgopt=path-exclude=${directory}/*`),
    // A half-made base is thrown away: nothing has to be safe on the disk in between.
    '--dpkgopt=force-unsafe-io',
    ...capabilities.map((line) => `--customize-hook=${line}`),
    '--customize-hook=mkdir -p "$1/etc/stand-in"',
    `--customize-hook=copy-in ${TABLE} /etc/stand-in`,
    `--customize-hook=copy-in ${SHIM} /usr/sbin`,
    `--customize-hook=copy-in ${node} /usr/bin`,
    '--format=tar',
  ];
}

/** Removes older bases, and what a run that was killed left half-made. */
async function forgetOthers(cache: string, keep: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    const isBeingMade = name.startsWith('making-') && Date.now() - (await stat(path)).mtimeMs < MAKE_TIMEOUT_MS;
    if (path !== keep && !isBeingMade) await rm(path, { recursive: true, force: true });
  }
}
