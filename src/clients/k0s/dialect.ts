import { posix } from 'node:path';
import { parseToml } from '../../host/toml.js';

/** Tables looked at in one file; real ones have a handful. */
const MOST = 50;
/** What can be a directory of certs.d and the host of a URL. */
const PLAIN_HOST = /^[A-Za-z0-9.-]{1,253}(?::\d{1,5})?$/;

/** A `[[registry]]` of containers-registries.conf, as far as hosts.toml can say the same. */
export interface ForeignRegistry {
  /** host[:port] as images have it. */
  readonly registry: string;
  readonly insecure: boolean;
  /** In order, the registry itself last. */
  readonly endpoints: readonly { readonly location: string; readonly insecure: boolean }[];
  readonly line: number | null;
}

/** `[[registry]]` tables in a text: podman's and CRI-O's form, which containerd takes for an unknown key. */
export function foreignRegistries(text: string): readonly ForeignRegistry[] {
  const parsed = parseToml(text);
  const tables = parsed.ok ? (parsed.document.value as { registry?: unknown }).registry : null;
  if (!parsed.ok || !Array.isArray(tables)) return [];
  return tables.slice(0, MOST).flatMap((table: unknown, index): ForeignRegistry[] => {
    if (!isTable(table)) return [];
    const location = textOf(table['location']) ?? textOf(table['prefix']);
    const prefix = textOf(table['prefix']) ?? location;
    if (location === null || prefix === null) return [];
    const registry = prefix.split('/')[0] ?? '';
    const mirrors = Array.isArray(table['mirror']) ? table['mirror'].slice(0, MOST) : [];
    const endpoints = [...mirrors, { location, insecure: table['insecure'] }].flatMap((each: unknown) => {
      const at = isTable(each) ? textOf(each['location']) : null;
      return at === null || !isTable(each) ? [] : [{ location: at, insecure: each['insecure'] === true }];
    });
    if (!PLAIN_HOST.test(registry) || !endpoints.every((each) => PLAIN_HOST.test(each.location.split('/')[0] ?? '')))
      return [];
    const insecure = endpoints.some((each) => each.insecure);
    return [{ registry, insecure, endpoints, line: parsed.document.lineOf(['registry', index]) }];
  });
}

/** The same as hosts.toml under a root; `insecure` is https without verification, then http. */
export function hostsFileFor(
  root: string,
  { registry, endpoints }: ForeignRegistry,
): { readonly path: string; readonly content: string } {
  const own = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  const tables = endpoints
    .filter(({ location, insecure }) => insecure || location !== registry)
    .map(({ location, insecure }) => {
      const [host = '', ...path] = location.split('/');
      const rest = path.length === 0 ? '' : `/v2/${path.join('/')}`;
      const override = path.length === 0 ? '' : '  override_path = true\n';
      const skip = insecure ? '  skip_verify = true\n' : '';
      return `\n[host."${insecure ? 'http' : 'https'}://${host}${rest}"]\n  capabilities = ["pull", "resolve"]\n${override}${skip}`;
    });
  return { path: posix.join(root, registry, 'hosts.toml'), content: `server = "https://${own}"\n${tables.join('')}` };
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
