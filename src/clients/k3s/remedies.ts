import { posix } from 'node:path';
import { parseReference } from '../../reference/parse.js';
import type { PlanRequest, Remedy, RemedyGoal } from '../client.js';
import { changedRegistries, type RegistriesChange } from './edit.js';
import { HUB, HUB_HOST } from './endpoint-address.js';
import type { Flavour } from './flavour.js';
import { registriesInUse } from './generated.js';
import { configFor } from './host-configs.js';
import { isK3dNode, K3D_PROSE } from './k3d-config.js';
import { type AgentNode, agentNode } from './node.js';
import { restartCommand } from './restart.js';
import { readsRegistries, writesDefaultEndpoint, writesHostsFiles, writesSkipVerify } from './versions.js';

/** Changes of registries.yaml that may reach a goal; what the file says besides stays. Empty where this release doesn't know the setting. */
export function agentRemedies(request: PlanRequest, goal: RemedyGoal, flavour: Flavour): readonly Remedy[] {
  const parsed = parseReference(request.reference);
  const node = agentNode(request.host, request.version.text, flavour);
  if (!parsed.ok || !readsRegistries(node.version) || node.registries.linesBefore > 0) return [];
  const { registry } = parsed.reference;
  switch (goal.kind) {
    case 'plain-http':
      return plainHttp(node, registry, goal.port);
    case 'trust':
      return tlsRemedies(node, registry, goal.endpoint, goal.pem);
    case 'unverified':
      return writesSkipVerify(node.version) ? tlsRemedies(node, registry, goal.endpoint, null) : [];
  }
}

function plainHttp(node: AgentNode, registry: string, port: number | null): readonly Remedy[] {
  if (registry === HUB) return [];
  const hasPort = /:\d+$/.test(registry);
  const url = `http://${registry}${hasPort || port === null || port === 80 ? '' : `:${port}`}`;
  const limits = [
    `image data of ${registry} goes over the network without encryption or proof of who answers`,
    `the registry's own https endpoint stays the last one tried: where ${url} answers 404, its error may be the one told`,
  ];
  return withFiles(node, { endpoints: [{ registry, url }] }, `declare ${url} for ${registry}`, limits);
}

/** For trust with the PEM file beside registries.yaml; without a PEM nothing is checked. */
function tlsRemedies(node: AgentNode, registry: string, endpoint: string, pem: string | null): readonly Remedy[] {
  const key = endpoint === HUB_HOST ? HUB : endpoint;
  const directory = posix.dirname(node.settings.registriesPath);
  const caFile = posix.join(directory, `${key.replace(/[^A-Za-z0-9.-]/g, '_')}-ca.crt`);
  const tls = pem === null ? { host: key, insecureSkipVerify: true as const } : { host: key, caFile };
  const summary = pem === null ? `switch verification of ${endpoint} off` : `trust the CA in ${caFile} for ${endpoint}`;
  const limits = pem === null ? [`nobody checks any more who answers as ${endpoint}`] : [];
  const extra = pem === null ? [] : [{ path: caFile, content: `${knownAuthorities(node, key)}${pem}` }];
  const remedies = [...withFiles(node, { tls: [tls] }, summary, limits, extra)];
  // January to April 2024 TLS settings reached listed endpoints only.
  if (writesHostsFiles(node.version) && !writesDefaultEndpoint(node.version)) {
    const change = { tls: [tls], endpoints: [{ registry, url: `https://${endpoint}` }] };
    remedies.push(...withFiles(node, change, `${summary} and list it as an endpoint`, limits, extra));
  }
  return remedies;
}

/** The certificates already trusted there: the new file takes the place of theirs. */
function knownAuthorities(node: AgentNode, key: string): string {
  const path = configFor(registriesInUse(node).configs, key)?.tls?.caFile ?? '';
  const read = path === '' ? null : node.host.files.read(path);
  return read?.kind === 'file' && read.text.includes('-----BEGIN CERTIFICATE-----') ? `${read.text.trimEnd()}\n` : '';
}

function withFiles(
  node: AgentNode,
  change: RegistriesChange,
  summary: string,
  limits: readonly string[],
  extra: readonly { readonly path: string; readonly content: string }[] = [],
): readonly Remedy[] {
  const { registries, flavour, host } = node;
  const content = changedRegistries(registries.text, change);
  if (content === null) return [];
  const hostName = host.files.read('/etc/hostname');
  const inK3d = isK3dNode(host.environment, hostName.kind === 'file' ? hostName.text : '');
  return [
    {
      summary: `${summary} in ${registries.path}`,
      files: [...extra, { path: registries.path, content }],
      prose: inK3d ? [K3D_PROSE] : [],
      limits: [...limits, 'counts on this node only: every node has a file of its own'],
      reload: inK3d
        ? `docker restart ${hostName.kind === 'file' ? hostName.text.trim().replace(/[^A-Za-z0-9_.-]/g, '') || 'NODE' : 'NODE'} (k3s reads registries.yaml at its start)`
        : `${restartCommand(node)} (${flavour.client} reads registries.yaml at its start)`,
    },
  ];
}
