import { KINDS } from './kinds.js';
import { type ManifestKind, OWN_NAMESPACE, objectsOf, yamlOf } from './manifests/manifests.js';
import { krewManifest } from './plugin/krew.js';
import { pluginScript } from './plugin/script.js';
import type { PodRequest } from './request.js';

/** A file of `deploy/`. */
interface DeployFile {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
  readonly executable: boolean;
}

/** Manifests that are kept as files, each with the namespace that it is usually put into. */
const MANIFESTS: readonly (readonly [kind: ManifestKind, namespace: string])[] = [
  ['namespace', OWN_NAMESPACE],
  ['rbac', OWN_NAMESPACE],
  ['run', 'team-a'],
  ['restricted', 'team-a'],
  ['secret', 'team-a'],
  ['build', OWN_NAMESPACE],
  ['node', OWN_NAMESPACE],
  ['job', OWN_NAMESPACE],
  ['daemonset', OWN_NAMESPACE],
  ['deployment', 'team-a'],
];

/** Everything in `deploy/`, as it must be. Names that a reader replaces stand in comments at the top of each manifest. */
export function deployFiles(version: string): readonly DeployFile[] {
  return [
    { path: 'deploy/kubectl-regdoctor', text: pluginScript(version), executable: true },
    { path: 'deploy/.krew.yaml', text: krewManifest(version), executable: false },
    ...MANIFESTS.map(([kind, namespace]) => ({
      path: `deploy/${kind}.yaml`,
      text: manifestFile(kind, namespace, version),
      executable: false,
    })),
  ];
}

function manifestFile(kind: ManifestKind, namespace: string, version: string): string {
  const request: PodRequest = {
    name: 'regdoctor',
    image: `registry.example.com/regdoctor:${version}`,
    namespace,
    node: null,
    secret: kind === 'secret' || kind === 'deployment' ? 'pull-secret' : null,
    pod: null,
    target: null,
    runs: { kind: 'check', reference: 'registry.example.com/team/app:1.2', more: [] },
  };
  const { summary, level, because } = KINDS[kind];
  const needs = because === null ? [] : [`# Needs Pod Security "${level}": ${because}.`];
  const made = `# Yours: regdoctor pod-spec REF --kind ${kind} --form yaml --image IMAGE --namespace NAMESPACE`;
  return [`# ${summary[0]?.toUpperCase()}${summary.slice(1)}.`, ...needs, made, yamlOf(objectsOf(kind, request))].join(
    '\n',
  );
}
