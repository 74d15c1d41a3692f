import type { Label } from './label.js';
import type { TextContext } from './match.js';

/** Codes that only a push meets. */
const PUSHES: readonly Label[] = [
  'anonymous-push-denied',
  'anonymous-push-allowed',
  'upload-too-large',
  'upload-redirect-scheme',
  'registry-storage-full-or-readonly',
];
/** What no look at a registry can prove: the machine itself is to be looked at, and tried, where this was printed. */
const STORAGE = /^(?:storage-|other:unsupported-filesystem-for-storage$)/;
const STORAGE_STEP = 'regdoctor storage, on the machine or in the container that printed this';
/** Clients that `--client` knows, by the name that texts show. */
const CHECKED: Readonly<Record<string, string>> = {
  docker: 'docker',
  podman: 'podman',
  buildah: 'buildah',
  skopeo: 'skopeo',
  containerd: 'containerd',
  crictl: 'containerd',
  'cri-o': 'cri-o',
  buildkit: 'buildkit',
  nerdctl: 'nerdctl',
  ctr: 'ctr',
  crane: 'crane',
  kaniko: 'kaniko',
  helm: 'helm',
  oras: 'oras',
};

/** What to do about a cause that was read from text: mostly the check that proves it, with the reference filled in. */
export function nextStep(label: Label, context: TextContext): string {
  switch (label) {
    case 'not-a-registry-problem':
      return 'look at the program that printed this; no registry is to blame';
    case 'kubelet-backoff-only':
      return `the cause is not in this text: kubectl describe pod POD | regdoctor explain, or: ${checkLine(label, context)}`;
    case 'other:client-bug':
      return `try another release of ${context.client ?? 'the client'}; then: ${checkLine(label, context)}`;
    case 'daemon-not-running':
      return `regdoctor runbook ${label}`;
    default:
      if (STORAGE.test(label)) return storageStep(label, context);
      return checkLine(label, context);
  }
}

/** `regdoctor storage` judges buildah and podman; for the store of another program there is the page. */
function storageStep(label: Label, { client }: TextContext): string {
  if (client === null || ['buildah', 'podman', 'skopeo'].includes(client)) return STORAGE_STEP;
  return `regdoctor runbook ${label.startsWith('other:') ? 'storage-overlay-on-overlay' : label}`;
}

function checkLine(label: Label, { client, reference, host }: TextContext): string {
  const subject = reference ?? (host === null ? 'REFERENCE' : `${host}/REPOSITORY:TAG`);
  const known = client === null ? undefined : CHECKED[client];
  const flags = [...(known === undefined ? [] : [`--client ${known}`]), ...(PUSHES.includes(label) ? ['--push'] : [])];
  return ['regdoctor check', subject, ...flags].join(' ');
}
