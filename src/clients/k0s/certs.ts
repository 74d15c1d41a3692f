import type { FileChange } from '../../host/overlay.js';
import { CRI_IMAGES, GRPC_CRI } from '../containerd/cri/series.js';
import { CERTS_ROOT, configuredRoot, DROP_INS, type K0sNode } from './node.js';
import { hasContainerd2, readsDropIns } from './versions.js';

/** The drop-in that names the directory of hosts files. */
const DROP_IN = `${DROP_INS}/registry-hosts.toml`;

/** Where hosts files go, and the drop-in that must come with them; null: this node takes no drop-ins. */
export function certsPlace(node: K0sNode): { readonly root: string; readonly files: readonly FileChange[] } | null {
  const known = configuredRoot(node);
  if (known !== null) return { root: known, files: [] };
  if (!node.managed || !readsDropIns(node.version)) return null;
  return { root: CERTS_ROOT, files: [dropIn(node.version, CERTS_ROOT)] };
}

/** A drop-in that says where hosts files are, in the form of this release. */
export function dropIn(version: string, root: string): FileChange & { readonly content: string } {
  const [fileVersion, section] = hasContainerd2(version) ? [3, CRI_IMAGES] : [2, GRPC_CRI];
  const content = `version = ${fileVersion}\n\n[plugins."${section}".registry]\n  config_path = ${JSON.stringify(root)}\n`;
  return { path: DROP_IN, content };
}
