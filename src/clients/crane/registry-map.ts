import type { Source } from '../../host/source.js';
import { HUB } from './reference.js';

/** A registry that kaniko asks in another's place: host[:port], and what goes before the repository (`mirror/` or nothing). */
export interface MappedRegistry {
  readonly registry: string;
  readonly prefix: string;
  readonly source: Source;
}

/** Places looked at; more is no list but a mistake. */
const MOST = 32;

/**
 * Registries asked before the one named, in order (kaniko `cmd/executor/cmd/root.go`; `pkg/config/args.go`: multiKeyMultiValueArg;
 * `pkg/image/remote/remote.go`: parseRegistryMapping): `KANIKO_REGISTRY_MAP=from=to;from=to`, and `KANIKO_REGISTRY_MIRROR=to` for Docker Hub.
 */
export function mappedRegistries(
  environment: Readonly<Record<string, string>>,
  registry: string,
): readonly MappedRegistry[] {
  const map = (environment['KANIKO_REGISTRY_MAP'] ?? '').split(';', MOST).flatMap((pair) => {
    const equals = pair.indexOf('=');
    return equals > 0 && pair.slice(0, equals) === registry
      ? [mapped('KANIKO_REGISTRY_MAP', pair.slice(equals + 1))]
      : [];
  });
  const mirror = registry === HUB ? (environment['KANIKO_REGISTRY_MIRROR'] ?? '') : '';
  return [...map, ...(mirror === '' ? [] : [mapped('KANIKO_REGISTRY_MIRROR', mirror)])];
}

function mapped(variable: string, target: string): MappedRegistry {
  const slash = target.indexOf('/');
  const registry = slash === -1 ? target : target.slice(0, slash);
  const path = slash === -1 ? '' : target.slice(slash + 1).replace(/\/$/, '');
  return {
    registry,
    prefix: path === '' ? '' : `${path}/`,
    source: { kind: 'environment', name: variable, line: null, says: `asks ${registry} first` },
  };
}
