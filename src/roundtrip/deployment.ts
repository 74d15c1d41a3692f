import { Document, stringify } from 'yaml';
import { withLogin } from './with-login.js';

/** Name of the Deployment and of its imagePullSecret. */
export const DEPLOYMENT_NAME = 'regdoctor-roundtrip';
/** The user `nobody`: the program needs no rights at all. */
const NOBODY = 65534;
/** Long enough for a node that falls back from a dead port (30 s) twice, seconds. */
const DEADLINE_SECONDS = 120;

/** What the Deployment is made for. */
export interface DeploymentSubject {
  readonly reference: string;
  /** GOARCH of the image. */
  readonly architecture: string;
  /** Nobody may pull without an account, or nobody knows. */
  readonly needsSecret: boolean;
}

/**
 * A Deployment that is ready when a node has pulled the image, as YAML. It fits namespaces of the Pod Security level `restricted`, and runs only on nodes
 * of the image's architecture.
 */
export function deploymentYaml({ reference, architecture, needsSecret }: DeploymentSubject): string {
  const labels = { 'app.kubernetes.io/name': DEPLOYMENT_NAME };
  const container = {
    name: 'wait',
    image: reference,
    imagePullPolicy: 'Always',
    resources: short({ requests: { cpu: '1m', memory: '4Mi' } }),
    securityContext: short({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    }),
  };
  const pod = {
    nodeSelector: short({ 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': architecture }),
    ...(needsSecret ? { imagePullSecrets: short([{ name: DEPLOYMENT_NAME }]) } : {}),
    automountServiceAccountToken: false,
    // Nothing in it listens to signals.
    terminationGracePeriodSeconds: 0,
    securityContext: short({
      ...{ runAsNonRoot: true, runAsUser: NOBODY, runAsGroup: NOBODY },
      seccompProfile: { type: 'RuntimeDefault' },
    }),
    containers: [container],
  };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: short({ name: DEPLOYMENT_NAME }),
    spec: {
      progressDeadlineSeconds: DEADLINE_SECONDS,
      selector: short({ matchLabels: labels }),
      template: { metadata: short({ labels }), spec: pod },
    },
  };
  return stringify(deployment, { aliasDuplicateObjects: false, lineWidth: 0 });
}

/** On one line: a screen is small. */
function short(value: object): unknown {
  return new Document().createNode(value, { flow: true, aliasDuplicateObjects: false });
}

/** The line that makes the imagePullSecret of the account in `LOGIN`. @param login `skopeo login` with the flags that reach the registry. */
export function secretCommands(login: readonly string[], registry: string): string[] {
  return [
    withLogin(
      login,
      registry,
      (file) =>
        `kubectl create secret generic ${DEPLOYMENT_NAME} --type=kubernetes.io/dockerconfigjson --from-file=.dockerconfigjson=${file}`,
    ),
  ];
}
