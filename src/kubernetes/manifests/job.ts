import type { PodRequest } from '../request.js';
import { LABELS, metadata } from './labels.js';
import { podSpec } from './pod.js';

/** Seconds that a finished Job and its log are kept: a working day's length is enough to read it. */
const KEPT_SECONDS = 36_000;
/** Seconds that it may take, its image's pull included: a check itself ends within its `--timeout`. */
const MOST_SECONDS = 600;

/** A Job with one node's view. It is tried once: a check that says no is an answer, and no reason to ask again. */
export function jobManifest(request: PodRequest): object {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadata(request.name, request.namespace),
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: MOST_SECONDS,
      ttlSecondsAfterFinished: KEPT_SECONDS,
      template: { metadata: { labels: LABELS }, spec: podSpec('node', request) },
    },
  };
}
