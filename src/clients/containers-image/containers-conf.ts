import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import { parseToml } from '../../host/toml.js';
import { fileSource } from './registries/text.js';

/** What containers.conf says on retries; null where it says nothing. */
export interface RetrySettings {
  readonly retries: { readonly value: number; readonly source: Source } | null;
  readonly delayMs: { readonly value: number; readonly source: Source } | null;
}

/** More retries than this are no setting but a mistake; walks are bounded by it. */
const MOST_RETRIES = 100;

/**
 * `[engine] retry` and `retry_delay` of containers.conf (containers/common `pkg/config`: systemConfigs): vendor file, system file and drop-ins,
 * user file and drop-ins, each over the one before; CONTAINERS_CONF replaces them all, CONTAINERS_CONF_OVERRIDE comes last.
 * Files that can't be parsed are passed over here.
 */
export function retrySettings(host: Host): RetrySettings {
  let settings: RetrySettings = { retries: null, delayMs: null };
  for (const path of containersConfFiles(host)) {
    const read = host.files.read(path);
    if (read.kind !== 'file') continue;
    const parsed = parseToml(read.text);
    if (!parsed.ok) continue;
    const engine = (parsed.document.value as { engine?: Readonly<Record<string, unknown>> }).engine;
    const at = (key: string): Source =>
      fileSource(path, parsed.document.lineOf(['engine', key]), `${key} = ${JSON.stringify(engine?.[key])}`);
    const retry = engine?.['retry'];
    if (typeof retry === 'number' && Number.isInteger(retry) && retry >= 0) {
      settings = { ...settings, retries: { value: Math.min(retry, MOST_RETRIES), source: at('retry') } };
    }
    const delay = engine?.['retry_delay'];
    const delayMs = typeof delay === 'string' ? durationMs(delay) : null;
    if (delayMs !== null) settings = { ...settings, delayMs: { value: delayMs, source: at('retry_delay') } };
  }
  return settings;
}

/** The files in the order they are applied, there or not; drop-ins only where they are. */
export function containersConfFiles(host: Host): string[] {
  const { environment } = host;
  const override = environment['CONTAINERS_CONF_OVERRIDE'] ?? '';
  const last = override === '' ? [] : [override];
  const only = environment['CONTAINERS_CONF'];
  if (only !== undefined && only !== '') return [only, ...last];
  const user = posix.join(environment['XDG_CONFIG_HOME'] || posix.join(host.home, '.config'), 'containers');
  const places = ['/usr/share/containers', '/etc/containers', user];
  return [
    ...places.flatMap((directory) => [
      posix.join(directory, 'containers.conf'),
      ...dropIns(host, posix.join(directory, 'containers.conf.d')),
    ]),
    ...last,
  ];
}

function dropIns(host: Host, directory: string): string[] {
  const listed = host.files.list(directory);
  if (listed.kind !== 'directory') return [];
  return listed.names.filter((name) => name.endsWith('.conf')).map((name) => posix.join(directory, name));
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Go's duration text in milliseconds: `1m30s`, `500ms`; null where it is none. */
function durationMs(text: string): number | null {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h)){1,8}$/.test(text)) return null;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g))
    sum += Number(amount) * (UNIT_MS[unit ?? ''] ?? 0);
  return Math.round(sum);
}
