import type { StorageFacts } from '../../facts/storage.js';

/** What bears on user namespaces here, each in one sentence. */
export function namespaces({ rights, kernel }: StorageFacts): string[] {
  return [
    `seccomp: ${rights.seccomp === 'filter' ? 'a filter is active (/proc/self/status)' : rights.seccomp}`,
    ...(rights.appArmor === null ? [] : [`AppArmor profile: ${rights.appArmor}`]),
    ...(kernel.maxUserNamespaces === null ? [] : [`user.max_user_namespaces is ${kernel.maxUserNamespaces}`]),
    ...(kernel.unprivilegedUserNamespaces === null
      ? []
      : [`kernel.unprivileged_userns_clone is ${kernel.unprivilegedUserNamespaces}`]),
    ...(kernel.appArmorRestrictsUserNamespaces === null
      ? []
      : [`kernel.apparmor_restrict_unprivileged_userns is ${kernel.appArmorRestrictsUserNamespaces}`]),
  ];
}

/** The subordinate ids of this user, each file in one sentence. */
export function ids({ subordinate, rights }: StorageFacts): string[] {
  const who = rights.user ?? String(rights.uid);
  return [subordinate.uid, subordinate.gid].map(({ path, ranges }) =>
    ranges.length === 0
      ? `${path} has no line for ${who}`
      : `${path}:${ranges.map(({ line }) => line).join(',')} gives ${who} ${ranges.reduce((sum, { count }) => sum + count, 0)} ids`,
  );
}

/** Which of some capabilities this process has, and which not. */
export function rightsText({ rights }: StorageFacts, names: readonly string[]): string {
  const missing = names.filter((name) => !rights.capabilities.includes(name));
  const has = `effective capabilities: ${rights.capabilities.join(' ') || 'none'}`;
  return missing.length === 0 ? has : `${has}; not ${missing.join(', ')}`;
}
