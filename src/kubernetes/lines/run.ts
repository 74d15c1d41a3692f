import { shellWord, shellWords } from '../../text/shell.js';
import type { PodKind } from '../kinds.js';
import { partsOf, seesNodeFiles } from '../parts-of.js';
import type { PodParts } from '../pod-parts.js';
import { commandOf, type PodRequest } from '../request.js';
import { wrapJson } from './wrap-json.js';

/** What `--overrides` holds for these parts, or null where a plain pod needs none. */
export function overridesOf(parts: PodParts, name: string): object | null {
  const changed = Object.keys(parts.container).length > 0;
  if (!changed && Object.keys(parts.pod).length === 0) return null;
  return { spec: { ...parts.pod, ...(changed ? { containers: [{ name, ...parts.container }] } : {}) } };
}

/**
 * The `kubectl run` line for one pod. Strategic overrides are laid over the container of the same name; the usual merge would replace it, and drop
 * image, words and terminal without a word (kubectl `cmd/run`, `--override-type`, since 1.24). kubectl hands on the exit code of the container.
 */
export function runLine(kind: PodKind, request: PodRequest): string {
  const parts = partsOf(kind, request);
  const overrides = overridesOf(parts, request.name);
  const words = commandOf(request.runs, { nodeFiles: seesNodeFiles(kind), secret: request.secret !== null });
  const head = [
    'kubectl',
    'run',
    request.name,
    ...(request.namespace === null ? [] : ['-n', request.namespace]),
    '-it',
    '--rm',
    '--restart=Never',
    `--image=${request.image}`,
  ];
  if (overrides === null) return `${shellWords(head)} -- ${shellWords(words)}`;
  // The values in it were checked and hold no quotation mark.
  return `${shellWords(head)} --override-type=strategic --overrides='\n${wrapJson(overrides)}' -- ${words.map(shellWord).join(' ')}`;
}
