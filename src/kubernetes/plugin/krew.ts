import { stringify } from 'yaml';

/** Systems that have a POSIX shell. */
const SYSTEMS = ['linux', 'darwin'];
/** Nothing is published yet: a release puts address and checksum of its archive here. krew wants both to be there, and does not look at them with `--archive`. */
const PUBLISHED = {
  uri: 'https://example.com/replace-at-release/kubectl-regdoctor.tar.gz',
  sha256: '0'.repeat(64),
};

/** The manifest by which krew installs the plugin (krew.sigs.k8s.io, plugin manifest v1alpha2). */
export function krewManifest(version: string): string {
  const manifest = {
    apiVersion: 'krew.googlecontainertools.github.com/v1alpha2',
    kind: 'Plugin',
    metadata: { name: 'regdoctor' },
    spec: {
      version: `v${version}`,
      homepage: 'https://example.com/replace-at-release',
      shortDescription: "Say why an image can't be pulled, and how to fix it",
      description:
        "Starts regdoctor in a pod: with the node's view, in a restricted namespace, with a pull secret, or to build in.\nShows the kubectl line that it runs, deletes the pod, and ends with regdoctor's exit code.\n",
      caveats: 'Say which image regdoctor is in: --image IMAGE, or the variable REGDOCTOR_IMAGE.\n',
      platforms: SYSTEMS.map((os) => ({
        selector: { matchLabels: { os } },
        ...PUBLISHED,
        files: ['kubectl-regdoctor', 'LICENSE'].map((from) => ({ from, to: '.' })),
        bin: 'kubectl-regdoctor',
      })),
    },
  };
  return `# uri, sha256 and homepage are put in at a release. Before: tar -czf kubectl-regdoctor.tar.gz -C deploy kubectl-regdoctor -C .. LICENSE
# kubectl krew install --manifest=deploy/.krew.yaml --archive=kubectl-regdoctor.tar.gz
${stringify(manifest, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}
