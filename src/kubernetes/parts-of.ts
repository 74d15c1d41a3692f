import type { PodKind } from './kinds.js';
import { BUILD_PARTS } from './parts/build.js';
import { NODE_PARTS } from './parts/node.js';
import { pinnedTo } from './parts/pinned.js';
import { RESTRICTED_PARTS } from './parts/restricted.js';
import { withSecret } from './parts/secret.js';
import { combine, type PodParts } from './pod-parts.js';

const PLAIN: PodParts = { pod: {}, container: {} };

const PARTS: Readonly<Record<PodKind, PodParts>> = {
  run: PLAIN,
  node: NODE_PARTS,
  restricted: RESTRICTED_PARTS,
  secret: PLAIN,
  build: BUILD_PARTS,
};

/** What a kind of pod adds to a plain one, with the node and the secret that were asked for. */
export function partsOf(
  kind: PodKind,
  { node, secret }: { readonly node: string | null; readonly secret: string | null },
): PodParts {
  return combine(
    ...(node === null ? [] : [pinnedTo(node)]),
    PARTS[kind],
    ...(secret === null ? [] : [withSecret(secret)]),
  );
}

/** Whether a kind sees the node's files. */
export function seesNodeFiles(kind: PodKind): boolean {
  return PARTS[kind] === NODE_PARTS;
}
