/** Groups, versions and resources that kubectl's discovery is told of. */
const RESOURCES: Readonly<Record<string, readonly (readonly [name: string, kind: string, namespaced: boolean])[]>> = {
  v1: [
    ['pods', 'Pod', true],
    ['nodes', 'Node', false],
    ['namespaces', 'Namespace', false],
    ['events', 'Event', true],
    ['serviceaccounts', 'ServiceAccount', true],
    ['secrets', 'Secret', true],
  ],
  'apps/v1': [
    ['daemonsets', 'DaemonSet', true],
    ['deployments', 'Deployment', true],
  ],
  'batch/v1': [['jobs', 'Job', true]],
  'rbac.authorization.k8s.io/v1': [
    ['roles', 'Role', true],
    ['rolebindings', 'RoleBinding', true],
  ],
};
/** What kubectl's discovery gets for a path, or null where the path is no discovery. */
export function discovery(path: string): object | null {
  const groups = Object.keys(RESOURCES).filter((version) => version.includes('/'));
  if (path === '/version') return { major: '1', minor: '32', gitVersion: 'v1.32.4' };
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'] };
  if (path === '/apis')
    return {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: groups.map((groupVersion) => {
        const [name, version] = groupVersion.split('/');
        return { name, versions: [{ groupVersion, version }], preferredVersion: { groupVersion, version } };
      }),
    };
  const version = /^\/apis?\/(.+)$/.exec(path)?.[1] ?? '';
  const resources = RESOURCES[version];
  if (resources === undefined) return null;
  const verbs = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: version,
    resources: resources.map(([name, kind, namespaced]) => ({ name, singularName: '', namespaced, kind, verbs })),
  };
}

/** Kind of a resource: `pods` are `Pod`. */
export function kindOf(version: string, resource: string): string {
  return RESOURCES[version]?.find(([name]) => name === resource)?.[1] ?? '';
}
