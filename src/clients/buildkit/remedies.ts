import { posix } from 'node:path';
import { parseReference } from '../../reference/parse.js';
import type { PlanRequest, Remedy, RemedyGoal } from '../client.js';
import { type BuildkitConfig, buildkitConfig } from './config.js';
import { type TomlValue, withRegistryKeys } from './edit.js';
import { mirrorParts } from './hosts.js';

const RELOAD = 'restart buildkitd (it reads buildkitd.toml at its start only)';
const CLEAR_TEXT =
  'buildkitd asks this registry over plain HTTP: passwords and images can be read and changed on the way';
const UNCHECKED = 'nobody checks any more that it is the registry who answers';
const OWN_DAEMON =
  'for this buildkitd; a builder of docker buildx has a buildkitd.toml of its own (docker buildx create --buildkitd-config)';

/** buildkitd.toml with a table that may reach the goal, and a CA file beside it. Another port than the reference's can't be said there. */
export function buildkitRemedies(request: PlanRequest, goal: RemedyGoal): readonly Remedy[] {
  const parsed = parseReference(request.reference);
  if (!parsed.ok) return [];
  const { registry } = parsed.reference;
  const config = buildkitConfig(request.host);
  if (goal.kind === 'plain-http') {
    if (goal.port !== null && goal.port !== (/:\d+$/.test(registry) ? null : 80)) return [];
    return [
      ...table(config, registry, { http: true }, `ask ${registry} over plain HTTP only`, [CLEAR_TEXT]),
      ...table(config, registry, { http: true, insecure: true }, `allow plain HTTP for ${registry} after https`, [
        CLEAR_TEXT,
        UNCHECKED,
      ]),
    ];
  }
  const name = nameFor(config, registry, goal.endpoint);
  if (goal.kind === 'unverified')
    return table(config, name, { insecure: true }, `leave ${name} unchecked`, [UNCHECKED]);
  const path = posix.join(posix.dirname(config.path), 'certs', `${name.replaceAll(':', '_')}.crt`);
  if (request.host.files.read(path).kind !== 'absent') return [];
  const known = config.tables.get(name)?.authorities.map((each) => each.path) ?? [];
  const written = table(config, name, { ca: [...known, path] }, `trust the CA in ${path} for ${name}`, []);
  const pem = goal.pem.endsWith('\n') ? goal.pem : `${goal.pem}\n`;
  return written.map((remedy) => ({ ...remedy, files: [...remedy.files, { path, content: pem }] }));
}

/** The registry's own table, or that of the mirror which is meant. */
function nameFor(config: BuildkitConfig, registry: string, endpoint: string): string {
  const mirrors = config.tables.get(registry)?.mirrors ?? [];
  return mirrors.some(({ text }) => mirrorParts(text).host === endpoint) ? endpoint : registry;
}

function table(
  config: BuildkitConfig,
  name: string,
  keys: Readonly<Record<string, TomlValue>>,
  what: string,
  limits: readonly string[],
): Remedy[] {
  const { read, path } = config;
  if (config.stop !== null || (read.kind !== 'file' && read.kind !== 'absent')) return [];
  const content = withRegistryKeys(read.kind === 'file' ? read.text : '', name, keys);
  if (content === null) return [];
  return [
    {
      summary: `${what} in ${path}`,
      files: [{ path, content }],
      prose: [],
      limits: [...limits, OWN_DAEMON],
      reload: RELOAD,
    },
  ];
}
