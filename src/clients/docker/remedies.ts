import { posix } from 'node:path';
import { parseReference } from '../../reference/parse.js';
import type { PlanRequest, Remedy, RemedyGoal } from '../client.js';
import { hostsFor } from '../containerd/hosts.js';
import { certsRemedies } from '../containerd/remedies.js';
import { loginRegistry } from '../containers-image/plan-login.js';
import { type DaemonConfig, daemonConfig } from './daemon/config.js';
import { engineBuild } from './engine.js';
import { added } from './observations/elsewhere.js';
import { imageStore } from './store.js';

const CLEAR_TEXT =
  'docker asks this registry over plain HTTP too: passwords and images can be read and changed on the way';
const UNCHECKED = 'nobody checks any more that it is the registry who answers, and plain HTTP is allowed';

/** Files that may bring docker to the goal: daemon.json, a CA in certs.d, and hosts.toml where the image store reads it. */
export function dockerRemedies(request: PlanRequest, goal: RemedyGoal): readonly Remedy[] {
  const registry = registryOf(request);
  if (registry === null) return [];
  const { config } = daemonConfig(request.host, request.version.text);
  // `docker login` asks as the old store does, whatever the images are kept in.
  const readsHosts = imageStore(config).kind === 'containerd' && request.operation !== 'login';
  const place = {
    host: request.host,
    version: engineBuild(request.version.text).containerdLibrary,
    roots: [config.start.certsDirectory],
    registry,
  };
  const hostsFiles = readsHosts ? certsRemedies(place, goal) : [];
  if (goal.kind === 'trust') {
    const own = authority(config, registry, goal.endpoint, goal.pem);
    // Where there is no hosts.toml, both are the same file.
    const paths = own.flatMap(({ files }) => files.map(({ path }) => path));
    return [...own, ...hostsFiles.filter(({ files }) => files.some(({ path }) => !paths.includes(path)))];
  }
  const { hosts } = hostsFor(request.host, place.version, place.roots, registry);
  const isAsked = !readsHosts || hosts.length === 1;
  return [...(isAsked ? insecureEntry(config, registry, goal) : []), ...hostsFiles];
}

function registryOf({ operation, reference }: PlanRequest): string | null {
  if (operation === 'login') return loginRegistry(reference);
  const parsed = parseReference(reference);
  return parsed.ok ? parsed.reference.registry : null;
}

/** One more entry of insecure-registries. Another port than the reference's can't be said there. */
function insecureEntry(config: DaemonConfig, registry: string, goal: Exclude<RemedyGoal, { kind: 'trust' }>): Remedy[] {
  if (goal.kind === 'plain-http' && goal.port !== null && goal.port !== (/:\d+$/.test(registry) ? null : 80)) return [];
  const named = goal.kind === 'unverified' ? entryFor(config, registry, goal.endpoint) : registry;
  if (named === 'docker.io') return [];
  const { start } = config;
  const files = added(config, [named]);
  if (files.length === 0) return [];
  return [
    {
      summary: `add ${named} to insecure-registries in ${start.configPath}`,
      files,
      prose: [],
      limits: [goal.kind === 'plain-http' ? CLEAR_TEXT : UNCHECKED],
      reload: start.rootless
        ? 'systemctl --user reload docker (SIGHUP re-reads insecure-registries)'
        : 'systemctl reload docker (SIGHUP re-reads insecure-registries)',
    },
  ];
}

/** A mirror is named by itself; anything else (a token server too) goes by the registry. */
function entryFor(config: DaemonConfig, registry: string, endpoint: string): string {
  return config.mirrors.some(({ text }) => authorityOf(text) === endpoint) ? endpoint : registry;
}

/** The CA in the directory of the registry, or of the mirror: its token server is asked with the same certificates. Docker Hub's isn't read. */
function authority(config: DaemonConfig, registry: string, endpoint: string, pem: string): Remedy[] {
  const { start, host } = config;
  const name = entryFor(config, registry, endpoint);
  if (name === 'docker.io' || !/^[A-Za-z0-9[][A-Za-z0-9.:_[\]-]{0,254}$/.test(name)) return [];
  const directory = posix.join(start.certsDirectory, name);
  const free = ['ca.crt', 'regdoctor-ca.crt']
    .map((file) => posix.join(directory, file))
    .find((path) => host.files.read(path).kind === 'absent');
  if (free === undefined) return [];
  return [
    {
      summary: `put the CA into ${free}`,
      files: [{ path: free, content: pem.endsWith('\n') ? pem : `${pem}\n` }],
      prose: [],
      limits: ['for docker and this one registry; docker build in a container of its own reads buildkitd.toml'],
      reload: 'none needed',
    },
  ];
}

function authorityOf(url: string): string {
  return /^[a-z]+:\/\/([^/]*)/i.exec(url)?.[1] ?? url;
}
