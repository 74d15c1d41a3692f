import type { ClientFlags, Configuration, Observation, Plan, Remedy, RemedyGoal } from '../../../src/clients/client.js';
import { K3S } from '../../../src/clients/k3s/k3s.js';
import { RKE2 } from '../../../src/clients/k3s/rke2.js';
import type { Host } from '../../../src/host/host.js';
import { hostWithFiles } from '../../../src/host/overlay.js';
import { issueCertificate } from '../../../src/lab/certificate.js';
import type { RequestNode } from '../../../src/plan/nodes.js';
import { nodesOf } from '../../../src/plan/visit.js';
import { aHost } from '../a-host.js';

/** A CA certificate (PEM). */
export const A_CA = issueCertificate({
  subject: 'CA',
  issuer: null,
  ca: true,
  notBeforeMs: 0,
  notAfterMs: 86_400_000,
}).pem;
export const REGISTRIES = '/etc/rancher/k3s/registries.yaml';
export const ETC = '/var/lib/rancher/k3s/agent/etc/containerd';

export const NO_FLAGS: ClientFlags = {
  tlsVerify: null,
  credentials: false,
  authFile: null,
  certDirectory: null,
  platform: null,
  dockerConfigJson: null,
};

/** What to plan; `registries` is the text of registries.yaml. */
export interface Asked {
  readonly client?: 'k3s' | 'rke2';
  readonly version?: string;
  readonly reference?: string;
  readonly registries?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Times of files, milliseconds; others have none. */
  readonly modified?: Readonly<Record<string, number>>;
  readonly host?: Partial<Omit<Host, 'files'>>;
  /** Files laid over the host as a fix would. */
  readonly over?: readonly { readonly path: string; readonly content: string | null }[];
}

export function aNodeHost({ registries, files = {}, modified = {}, host, over = [] }: Asked): Host {
  const plain = aHost({ ...(registries === undefined ? {} : { [REGISTRIES]: registries }), ...files }, host);
  const read: Host['files']['read'] = (path) => {
    const found = plain.files.read(path);
    const modifiedMs = modified[path];
    return found.kind === 'file' && modifiedMs !== undefined ? { ...found, modifiedMs } : found;
  };
  return hostWithFiles({ ...plain, files: { ...plain.files, read } }, over);
}

function requestOf(asked: Asked) {
  return {
    host: aNodeHost(asked),
    version: { text: asked.version ?? '1.36.2', from: 'flag' as const },
    flags: NO_FLAGS,
    operation: 'pull' as const,
    reference: asked.reference ?? 'reg:5000/a:1',
  };
}

export function planOf(asked: Asked): Plan {
  return (asked.client === 'rke2' ? RKE2 : K3S).plan(requestOf(asked));
}

export function configurationOf(asked: Asked): Configuration {
  return (asked.client === 'rke2' ? RKE2 : K3S).configuration({
    ...requestOf(asked),
    reference: asked.reference ?? null,
  });
}

export function remediesOf(asked: Asked, goal: RemedyGoal): readonly Remedy[] {
  return (asked.client === 'rke2' ? RKE2 : K3S).remedies(requestOf(asked), goal);
}

/** The manifest requests in order, each once: `https://reg:5000/v2/a/manifests/1 unverified ca=/x login=reg:5000`. */
export function asks(asked: Asked): string[] {
  const { root } = planOf(asked);
  if (root.kind === 'stop') return [`stop: ${root.because}`];
  const found: string[] = [];
  for (const node of nodesOf(root)) {
    // Blobs are asked of the same places as manifests.
    if (node.kind === 'follow' && node.what === 'challenge' && node.first.byBlob !== true)
      found.push(shown(node.first, node.rule.credential?.matchedKey ?? null));
  }
  return [...new Set(found)];
}

function shown({ url, transport }: RequestNode, login: string | null): string {
  const { tls } = transport as unknown as { tls: { verify: boolean; roots: { extra: readonly { path: string }[] } } };
  const extra = tls.roots.extra.map(({ path }) => ` ca=${path}`).join('');
  const unverified = tls.verify ? '' : ' unverified';
  return `${url}${unverified}${extra}${login === null ? '' : ` login=${login}`}`;
}

/** Observations as `code: text`. */
export function notes(asked: Asked): string[] {
  return planOf(asked).observations.map(({ code, text }) => `${code}: ${text}`);
}

/** The observation of a code; fails the test where there is none. */
export function noted(asked: Asked, code: Observation['code']): Observation {
  const found = planOf(asked).observations.find((observation) => observation.code === code);
  if (found === undefined) throw new Error(`no ${code} in ${JSON.stringify(notes(asked))}`);
  return found;
}
