import type { Observation, Plan, PlanRequest, Remedy, RemedyGoal } from '../../../src/clients/client.js';
import { K0S } from '../../../src/clients/k0s/k0s.js';
import type { Host } from '../../../src/host/host.js';
import { hostWithFiles } from '../../../src/host/overlay.js';
import { nodesOf } from '../../../src/plan/visit.js';
import { aHost } from '../a-host.js';
import { NO_FLAGS } from '../k3s/a-node.js';

/** What to plan; drop-ins by their names. */
export interface Asked {
  readonly version?: string;
  readonly reference?: string;
  readonly dropIns?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly host?: Partial<Omit<Host, 'files'>>;
  readonly over?: readonly { readonly path: string; readonly content: string | null }[];
}

export function requestOf({
  version = '1.36.3',
  reference = 'reg:5000/a:1',
  dropIns = {},
  files = {},
  host,
  over = [],
}: Asked): PlanRequest {
  const named = Object.entries(dropIns).map(([name, text]) => [`/etc/k0s/containerd.d/${name}`, text]);
  return {
    host: hostWithFiles(aHost({ ...Object.fromEntries(named), ...files }, host), over),
    version: { text: version, from: 'flag' },
    flags: NO_FLAGS,
    operation: 'pull',
    reference,
  };
}

export function planOf(asked: Asked): Plan {
  return K0S.plan(requestOf(asked));
}

export function remediesOf(asked: Asked, goal: RemedyGoal): readonly Remedy[] {
  return K0S.remedies(requestOf(asked), goal);
}

/** The manifest requests in order, each once. */
export function asks(asked: Asked): string[] {
  const { root } = planOf(asked);
  if (root.kind === 'stop') return [`stop: ${root.because}`];
  const found: string[] = [];
  for (const node of nodesOf(root)) {
    // Blobs are asked of the same places as manifests.
    if (node.kind !== 'follow' || node.what !== 'challenge' || node.first.byBlob === true) continue;
    const { url, transport } = node.first;
    const extra = transport.tls.roots.extra.map(({ path }) => ` ca=${path}`).join('');
    found.push(`${url}${transport.tls.verify ? '' : ' unverified'}${extra}`);
  }
  return [...new Set(found)];
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
