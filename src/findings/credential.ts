import type { Plan } from '../clients/client.js';
import type { Finding } from './finding.js';

/** A credential's name for people: `/root/.docker/config.json, key reg:5000`; never what is in it. */
export function describeCredential(id: string): string {
  if (id.startsWith('flag:')) return id.slice('flag:'.length);
  const helper = /^helper (\S+) /.exec(id)?.[1];
  if (helper !== undefined) return `the credential helper ${helper}`;
  const [path = id, key] = id.split(/#\/(?:auths\/)?/, 2);
  return key === undefined ? path : `${path}, key ${key}`;
}

/** Where a credential lies, for a finding about it; null for flags and helpers. */
export function credentialPlace(id: string, plan: Plan): Finding['location'] {
  const path = /^(\/[^#]*)#/.exec(id)?.[1];
  if (path === undefined) return null;
  const source = plan.sources.find(
    ({ kind, name, says }) => kind === 'file' && name === path && says.startsWith('auths:'),
  );
  return { path, line: source?.line ?? null };
}

/** Runtimes that get credentials from the kubelet. */
const NODE_CLIENTS: readonly string[] = ['cri-o', 'containerd', 'k3s', 'rke2', 'k0s', 'microk8s', 'kubelet'];

/** Clients whose login is another command than `CLIENT login`. */
const LOGINS: Readonly<Record<string, string>> = {
  crane: 'crane auth login',
  helm: 'helm registry login',
  buildkit: 'docker login',
  ctr: 'ctr images pull --user USER',
};

/** How somebody who uses this client logs in to a registry: a command, or for CRI-O the secret that the kubelet hands on. */
export function loginStep(client: string, registry: string): string {
  const command = LOGINS[client];
  if (command !== undefined) return `${command} ${registry}`;
  return NODE_CLIENTS.includes(client)
    ? `give the pod an imagePullSecret for ${registry}: kubectl create secret docker-registry NAME --docker-server=${registry} --docker-username=USER --docker-password=PASSWORD`
    : `${client} login ${registry}`;
}
