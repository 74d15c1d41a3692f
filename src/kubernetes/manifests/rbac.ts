import { metadata } from './labels.js';

/** Verbs that `kubectl run -it --rm` uses, found by recording what it asks for; `get` on attach is the WebSocket form of it. */
const RULES = [
  { apiGroups: [''], resources: ['pods'], verbs: ['create', 'get', 'list', 'watch', 'delete'] },
  { apiGroups: [''], resources: ['pods/attach'], verbs: ['create', 'get'] },
  { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
];

/** A service account that may run our lines in one namespace. regdoctor itself asks the API nothing: its pods need no token. */
export function rbacManifests(name: string, namespace: string): readonly object[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: metadata(name, namespace),
      automountServiceAccountToken: false,
    },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: metadata(name, namespace), rules: RULES },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: metadata(name, namespace),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  ];
}
