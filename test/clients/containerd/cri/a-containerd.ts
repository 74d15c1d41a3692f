import type { ClientFlags, Observation, Plan } from '../../../../src/clients/client.js';
import { CONTAINERD } from '../../../../src/clients/containerd/containerd.js';
import { type CriConfiguration, readCriConfiguration } from '../../../../src/clients/containerd/cri/configuration.js';
import type { Host } from '../../../../src/host/host.js';
import { hostWithFiles } from '../../../../src/host/overlay.js';
import { requests, type World, walkIn } from '../../../support/world.js';
import { aHost } from '../../a-host.js';

export const CONFIG = '/etc/containerd/config.toml';
export const NO_FLAGS: ClientFlags = {
  tlsVerify: null,
  credentials: false,
  authFile: null,
  certDirectory: null,
  dockerConfigJson: null,
  platform: null,
};

/** What to ask of containerd; `config` is the text of /etc/containerd/config.toml. */
export interface AskedContainerd {
  readonly version?: string;
  readonly reference?: string;
  readonly config?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly flags?: Partial<ClientFlags>;
  readonly host?: Parameters<typeof aHost>[1];
}

export function hostOf({ config, files = {}, host = {} }: AskedContainerd): Host {
  return aHost({ ...(config === undefined ? {} : { [CONFIG]: config }), ...files }, host);
}

export function requestOf(asked: AskedContainerd, host = hostOf(asked)) {
  return {
    host,
    version: { text: asked.version ?? '1.7.34', from: 'flag' as const },
    operation: 'pull' as const,
    reference: asked.reference ?? 'reg:5000/a:1',
    flags: { ...NO_FLAGS, ...asked.flags },
  };
}

/** containerd's plan; 1.7.34 pulling reg:5000/a:1 unless said otherwise. */
export function planOf(asked: AskedContainerd, host?: Host): Plan {
  return CONTAINERD.plan(requestOf(asked, host));
}

/** Requests and their ends in a world. */
export function asked(world: World, what: AskedContainerd): string[] {
  return requests(walkIn(world, planOf(what).root));
}

/** The configuration as a version reads it. */
export function configurationOf(asked: AskedContainerd): CriConfiguration {
  return readCriConfiguration(hostOf(asked), asked.version ?? '1.7.34', CONFIG);
}

/** URLs of a plan's requests, each once, in order. */
export function urlsOf(plan: Plan): string[] {
  const found = JSON.stringify(plan.root).matchAll(/"url":"([^"]+)"/g);
  return [...new Set([...found].map(([, url]) => url ?? ''))];
}

/** Observations as `code file:line`. */
export function observedIn(plan: Plan): string[] {
  return plan.observations.map(({ code, source }) => `${code} ${source.name}:${source.line}`);
}

/** The plan once an observation's cure is carried out. */
export function cured(asked: AskedContainerd, observation: Observation | undefined): Plan {
  if (observation === undefined || observation.cure.length === 0) throw new Error('nothing to carry out');
  return planOf(asked, hostWithFiles(hostOf(asked), observation.cure));
}
