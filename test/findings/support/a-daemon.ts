import type { Client, Observation, PlanRequest, Remedy, RemedyGoal } from '../../../src/clients/client.js';
import { daemonHost } from '../../../src/clients/daemon-host.js';
import { systemRoots } from '../../../src/clients/go/roots.js';
import { goTransport } from '../../../src/clients/go/transport.js';
import { DAEMON_OF } from '../../../src/clients/service/daemons.js';
import type { Host } from '../../../src/host/host.js';
import type { PlanNode } from '../../../src/plan/nodes.js';

/** Lines `http REGISTRY [PORT]`, `ca REGISTRY PATH`, `unverified REGISTRY`; a line `password X` is a secret. */
export const CONF = '/etc/containerd/config.toml';
export const CA_FILE = '/etc/containerd/certs.d/ca.crt';

/**
 * A daemon with a file of a made-up form, so that what holds for every client is tested without any: one GET of the manifest, over HTTPS unless
 * the file says otherwise.
 */
export function aDaemon(
  options: { observe?: (request: PlanRequest, daemon: Host) => readonly Observation[]; name?: string } = {},
): Client {
  const name = options.name ?? 'containerd';
  return {
    name,
    assumedVersion: '1.0.0',
    versionCommand: null,
    parseVersion: () => null,
    isOn: () => true,
    configuration: () => ({ places: [], observations: [] }),
    placeFor: () => null,
    remedies,
    plan(request) {
      const daemon = DAEMON_OF[name] === undefined ? request.host : daemonHost(request.host, DAEMON_OF[name]);
      const [registry = '', path = ''] = request.reference.split(/\/(.*)/s);
      const [repository = '', tag = ''] = path.split(':');
      const says = (verb: string): string | undefined =>
        linesOf(daemon).find((line) => line.startsWith(`${verb} ${registry}`));
      const port = says('http')?.split(' ')[2];
      const scheme = says('http') === undefined ? 'https' : 'http';
      const file = says('ca')?.split(' ')[2];
      const source = { kind: 'file', name: CONF, line: 1, says: 'ca' } as const;
      const roots = systemRoots(daemon);
      const transport = goTransport(
        daemon,
        registry.replace(/:\d+$/, ''),
        { dialMs: 30_000, tlsHandshakeMs: 10_000, headerMs: null, overallMs: null, keepAlive: true },
        {
          verify: says('unverified') === undefined && request.flags.tlsVerify !== false,
          roots: { ...roots, extra: file === undefined ? [] : [{ path: file, source }] },
          clientCertificate: null,
          goVersion: '1.22',
        },
        { cgo: false, goVersion: '1.22' },
      );
      const root: PlanNode = {
        kind: 'request',
        step: 'manifest',
        method: 'GET',
        url: `${scheme}://${registry}${port === undefined ? '' : `:${port}`}/v2/${repository}/manifests/${tag}`,
        accept: 'manifest',
        transport,
        authorization: 'none',
        success: [200],
        redirects: 0,
        again: null,
        sources: [],
      };
      return {
        client: name,
        version: request.version,
        basis: 'read',
        operation: request.operation,
        reference: { registry, repository, tag, digest: null },
        root,
        sources: linesOf(daemon).length > 0 ? [{ ...source, says: 'read' }] : [],
        observations: options.observe?.(request, daemon) ?? [],
      };
    },
  };
}

function linesOf({ files }: Host): string[] {
  const read = files.read(CONF);
  return read.kind === 'file' ? read.text.split('\n') : [];
}

function remedies({ host, reference }: PlanRequest, goal: RemedyGoal): readonly Remedy[] {
  const registry = reference.split('/')[0] ?? '';
  const present = linesOf(host).filter((line) => line !== '');
  const line =
    goal.kind === 'plain-http'
      ? `http ${registry}${goal.port === null ? '' : ` ${goal.port}`}`
      : goal.kind === 'trust'
        ? `ca ${registry} ${CA_FILE}`
        : `unverified ${registry}`;
  const files = [{ path: CONF, content: `${[...present, line].join('\n')}\n` }];
  return [
    {
      summary: `write "${line}" into ${CONF}`,
      files: goal.kind === 'trust' ? [...files, { path: CA_FILE, content: goal.pem }] : files,
      prose: [],
      limits: ['one registry only'],
      reload: 'systemctl restart containerd (the file is read at its start)',
    },
  ];
}
