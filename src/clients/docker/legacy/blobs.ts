import type { Source } from '../../../host/source.js';
import { ANY_FAILURE, type FailureMatch } from '../../../plan/failure.js';
import type { FollowBlobs, PlanNode, RequestNode } from '../../../plan/nodes.js';

/** Tries in all of a configuration and of a layer (moby `distribution/pull_v2.go`: retry; `distribution/xfer/download.go`: maxDownloadAttempts). */
const TRIES = 6;
const CONFIGURATION_DELAYS_MS = [100, 200, 400, 800, 1600];
const LAYER_DELAYS_MS = [5000, 10_000, 15_000, 20_000, 25_000];

/** All but what is never tried again (moby `distribution/errors.go`: retryOnError): what the registry refuses or doesn't have, and content that is wrong. */
const AGAIN: FailureMatch = {
  ...ANY_FAILURE,
  except: [
    'content-digest',
    'content-size',
    'media-type',
    'credential-missing',
    'http-redirects',
    'http-redirect-refused',
  ],
  exceptStatuses: Array.from({ length: 100 }, (_, index) => 400 + index),
};

/**
 * Configuration and layers; sizes are not looked at (moby `distribution/pull_v2.go`: pullSchema2Layers). They are fetched at the same time, and a
 * configuration that can't be had ends it all: walked one after the other, that comes to the same. Run: 20.10.24, with 3 s of retries for a
 * configuration and 75 s for a layer whose host refuses connections.
 */
export function pulledBlobs(blob: RequestNode): FollowBlobs[] {
  return [retried(blob, 'configuration', CONFIGURATION_DELAYS_MS), retried(blob, 'layer', LAYER_DELAYS_MS)];
}

function retried(blob: RequestNode, kind: FollowBlobs['takes'][number], delaysMs: readonly number[]): FollowBlobs {
  const says = `6 tries of a ${kind}, waits of ${delaysMs.map((ms) => ms / 1000).join(', ')} s`;
  const source: Source = { kind: 'program', name: 'docker', line: null, says };
  const body: PlanNode = { ...blob, byBlob: true };
  return {
    kind: 'follow',
    what: 'blobs',
    takes: [kind],
    one: { kind: 'retry', attempts: TRIES, delaysMs, when: AGAIN, body, source },
  };
}
