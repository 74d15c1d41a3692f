import { CLIENTS } from '../clients/catalogue.js';
import type { Vantage } from '../host/vantage.js';
import { createProber } from '../probes/prober.js';
import type { CheckOptions } from './check.js';
import { clientCertificate } from './client-certificate.js';
import { hostOf } from './host-of.js';
import { type RunResult, runCheck } from './run.js';
import { secretReader, vaultWith } from './secrets.js';
import type { Subject } from './subject.js';
import { viewNeeds } from './views.js';

/** The container that this runs in, beside the node whose disk is mounted in it. */
export interface BesideRun {
  readonly subject: Subject;
  readonly result: RunResult;
}

/** Clients of the image that stand for a pod's own view, the one that needs least first; all of one family. */
const OWN_CLIENTS = ['skopeo', 'buildah', 'podman'];

/** How much longer than the node's side the container's may take, milliseconds: a dead name server here must not keep the verdict back. */
const GRACE_MS = 1500;

/** Looks at the node's side and at this container's at the same time; the latter ends soon after the former, with what is known by then. */
export async function sideBySide(
  node: Promise<RunResult>,
  options: CheckOptions,
  vantage: Vantage,
  registry: string | null,
): Promise<readonly [RunResult, BesideRun]> {
  const cut = new AbortController();
  const ended = node.then((result) => {
    setTimeout(() => cut.abort(), GRACE_MS).unref();
    return result;
  });
  return Promise.all([ended, lookBeside(options, vantage, registry, cut.signal)]);
}

/** Whether there are two views: this container's and that of a node whose files are looked at. */
export function hasTwoViews(vantage: Vantage, options: Pick<CheckOptions, 'files'>): boolean {
  if (options.files !== undefined || vantage.files === '/') return false;
  return vantage.filesFrom === 'noticed' || (vantage.kubernetes ?? null) !== null;
}

/**
 * The same check with this container's own files, at the same time and within the same limits. One client stands for all of the image; none where the
 * network is the node's anyway, and none for a push or a login, which nobody wants tried twice. Its version is not asked for: that costs a start.
 */
async function lookBeside(
  options: CheckOptions,
  node: Vantage,
  registry: string | null,
  signal: AbortSignal,
): Promise<BesideRun> {
  const { host } = hostOf({ root: '/', environment: options.environment, nowMs: Date.now() });
  const named = options.clients?.map(({ client }) => client.name) ?? OWN_CLIENTS;
  // An account that came with the call goes to a realm once a run, and the node's side sends it.
  const judged = options.operation === 'pull' && node.network !== 'node' && options.credentials === null;
  const client = judged
    ? named.map((name) => CLIENTS.find((each) => each.name === name)).find((each) => each?.isOn(host) === true)
    : undefined;
  const subject: Subject = {
    host,
    vantage: { ...node, files: '/' },
    clients: client === undefined ? [] : [{ client, version: { text: client.assumedVersion, from: 'assumed' } }],
    operation: options.operation,
    reference: options.reference,
    flags: options.flags,
    allowInsecureAuth: options.allowInsecureAuth,
  };
  const prober = createProber({
    secrets: secretReader(host, vaultWith(options.credentials)),
    portMap: null,
    readClientCertificate: (path, keyPath) => clientCertificate(host.files, path, keyPath),
    helperEnvironment: null,
  });
  try {
    const result = await runCheck(subject, {
      prober,
      stepMs: options.stepMs,
      totalMs: options.totalMs,
      signal: AbortSignal.any([options.signal, signal]),
      onProbe: () => {},
      also: (facts) => viewNeeds({ name: 'pod', subject, registry }, facts),
      withTrials: false,
    });
    return { subject, result };
  } finally {
    await prober.close();
  }
}
