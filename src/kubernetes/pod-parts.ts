/** One variable of a container: a value, or a field of the pod itself. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly fieldRef: { readonly fieldPath: string } };
}

/** The fields of a container's `securityContext` that our pods set. */
export interface ContainerSecurity {
  readonly runAsUser?: number;
  readonly allowPrivilegeEscalation?: boolean;
  readonly readOnlyRootFilesystem?: boolean;
  readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  readonly seccompProfile?: { readonly type: 'RuntimeDefault' | 'Unconfined' };
  readonly appArmorProfile?: { readonly type: 'RuntimeDefault' | 'Unconfined' };
}

/** Where a volume is seen in the container. */
export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly?: boolean;
  readonly recursiveReadOnly?: 'IfPossible';
  readonly mountPropagation?: 'None';
}

/** A volume of one of the three kinds that our pods use. */
export interface Volume {
  readonly name: string;
  readonly hostPath?: { readonly path: string; readonly type: 'Directory' };
  readonly emptyDir?: { readonly sizeLimit?: string };
  readonly secret?: {
    readonly secretName: string;
    readonly items: readonly { readonly key: string; readonly path: string }[];
  };
}

/** What a kind adds to the pod's `spec` (fields of Kubernetes' core/v1 PodSpec). */
export interface PodFields {
  readonly nodeName?: string;
  readonly hostNetwork?: boolean;
  readonly dnsPolicy?: 'Default';
  readonly tolerations?: readonly { readonly operator: 'Exists' }[];
  readonly automountServiceAccountToken?: boolean;
  readonly securityContext?: {
    readonly runAsNonRoot: true;
    readonly runAsUser: number;
    readonly runAsGroup: number;
    readonly seccompProfile: { readonly type: 'RuntimeDefault' };
  };
  readonly volumes?: readonly Volume[];
}

/** What a kind adds to the one container of the pod. */
export interface ContainerFields {
  readonly env?: readonly EnvironmentVariable[];
  readonly securityContext?: ContainerSecurity;
  readonly volumeMounts?: readonly VolumeMount[];
}

/** A piece of a pod, laid over a plain one: what one concern (the node's view, a secret, a build) needs. */
export interface PodParts {
  readonly pod: PodFields;
  readonly container: ContainerFields;
}

/** Pieces laid over each other: lists are joined, of single fields the last counts. */
export function combine(...pieces: readonly PodParts[]): PodParts {
  const volumes = pieces.flatMap(({ pod }) => pod.volumes ?? []);
  const env = pieces.flatMap(({ container }) => container.env ?? []);
  const volumeMounts = pieces.flatMap(({ container }) => container.volumeMounts ?? []);
  return {
    pod: {
      ...Object.assign({}, ...pieces.map(({ pod }) => pod)),
      ...(volumes.length === 0 ? {} : { volumes }),
    },
    container: {
      ...Object.assign({}, ...pieces.map(({ container }) => container)),
      ...(env.length === 0 ? {} : { env }),
      ...(volumeMounts.length === 0 ? {} : { volumeMounts }),
    },
  };
}
