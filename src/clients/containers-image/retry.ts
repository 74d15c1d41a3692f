import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import type { FailureMatch } from '../../plan/failure.js';
import type { PlanNode } from '../../plan/nodes.js';
import { retrySettings } from './containers-conf.js';
import { type ToolFeatures, versionAtLeast } from './versions.js';

/** Tries after the first where nothing says otherwise (containers/common `libimage/copier.go`: maxRetries). */
const DEFAULT_RETRIES = 3;

/** podman's own delay between tries, and buildah's before 1.35, milliseconds. */
const PODMAN_DELAY_MS = 1000;
const OLD_BUILDAH_DELAY_MS = 2000;

/** From here on buildah leaves the delay to the library, which doubles it from 1 s; containers.conf counts too. */
const BUILDAH_CONFIGURABLE = '1.35';
const PODMAN_CONFIGURABLE = '5.0';

/**
 * Failures after which containers/common tries again (`pkg/retry/retry.go`: IsErrorRetryable): timeouts, resets, refusals, unreachable
 * networks, EOF, registry errors named by code except four, and those without a word beyond their code (UNSUPPORTED, which distribution's
 * `registry/api/errcode/errors.go`: UnmarshalJSON makes another type of); 502 to 504 only in newer releases. Not certificates, names, or other statuses.
 */
export function retryable(features: ToolFeatures): FailureMatch {
  return {
    kinds: [
      'dns-timeout',
      'dns-unreachable',
      'tcp-refused',
      'tcp-reset',
      'tcp-timeout',
      'tcp-unreachable',
      'tls-closed',
      'tls-reset',
      'tls-timeout',
      'http-closed',
      'http-reset',
      'http-timeout',
      'http-status',
    ],
    except: [],
    statuses: features.retriesServerErrors ? [502, 503, 504] : [],
    orWithCodes: true,
    exceptStatuses: [],
    exceptCodes: ['UNAUTHORIZED', 'DENIED', 'NAME_UNKNOWN', 'MANIFEST_UNKNOWN', 'UNSUPPORTED'],
  };
}

/** The whole copy again, as buildah and podman do; skopeo and CRI-O try once, and nobody again after a mistake in the configuration. */
export function withRetries(host: Host, features: ToolFeatures, body: PlanNode): PlanNode {
  const rule = body.kind === 'stop' ? null : retryRule(host, features);
  if (rule === null || rule.retries === 0) return body;
  return {
    kind: 'retry',
    attempts: rule.retries + 1,
    delaysMs: rule.delaysMs,
    when: retryable(features),
    body,
    source: rule.source,
  };
}

interface RetryRule {
  readonly retries: number;
  readonly delaysMs: readonly number[];
  readonly source: Source;
}

function retryRule(host: Host, features: ToolFeatures): RetryRule | null {
  const { tool, version } = features;
  if (tool !== 'buildah' && tool !== 'podman') return null;
  const configurable = versionAtLeast(version, tool === 'buildah' ? BUILDAH_CONFIGURABLE : PODMAN_CONFIGURABLE);
  const settings = configurable ? retrySettings(host) : { retries: null, delayMs: null };
  const retries = settings.retries?.value ?? DEFAULT_RETRIES;
  const delaysMs = settings.delayMs === null ? defaultDelays(features, retries) : [settings.delayMs.value];
  const words = `${retries} retries, ${delaysMs.map((ms) => `${ms / 1000} s`).join(', ')} apart${features.jitter ? ' and up to 10 % more' : ''}`;
  const source: Source = settings.retries?.source ??
    settings.delayMs?.source ?? { kind: 'default', name: `${tool} ${version}`, line: null, says: words };
  return { retries, delaysMs, source };
}

function defaultDelays({ tool, version }: ToolFeatures, retries: number): number[] {
  if (tool === 'podman') return [PODMAN_DELAY_MS];
  if (!versionAtLeast(version, BUILDAH_CONFIGURABLE)) return [OLD_BUILDAH_DELAY_MS];
  return Array.from({ length: Math.max(1, retries) }, (_, index) => 1000 * 2 ** index);
}
