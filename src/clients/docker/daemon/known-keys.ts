import { versionAtLeast } from '../../version.js';

/** Keys that every engine from 20.10 on takes in daemon.json: its flags, plural names of list flags, and keys without a flag. */
const ALWAYS = new Set(
  `add-runtime allow-nondistributable-artifacts authorization-plugin authorization-plugins bip bridge builder cgroup-parent config-file
  containerd containerd-namespace containerd-plugins-namespace cpu-rt-period cpu-rt-runtime cri-containerd data-root debug
  default-address-pool default-address-pools default-cgroupns-mode default-gateway default-gateway-v6 default-ipc-mode default-runtime
  default-shm-size default-ulimit default-ulimits deprecated-key-path dns dns-opt dns-opts dns-search exec-opt exec-opts exec-root
  experimental features fixed-cidr fixed-cidr-v6 group help host host-gateway-ip hosts icc init init-path insecure-registries
  insecure-registry ip ip-forward ip-masq ip6tables iptables ipv6 label labels live-restore log-driver log-level log-opt log-opts
  max-concurrent-downloads max-concurrent-uploads max-download-attempts metrics-addr mtu network-control-plane-mtu
  network-diagnostic-port no-new-privileges node-generic-resource node-generic-resources pidfile raw-logs registry-mirror
  registry-mirrors restart rootless runtimes seccomp-profile selinux-enabled shutdown-timeout storage-driver storage-opt storage-opts
  swarm-default-advertise-addr tls tlscacert tlscert tlskey tlsverify userland-proxy userland-proxy-path userns-remap version`.split(
    /\s+/,
  ),
);

/** First series that knows a key. */
const SINCE: Readonly<Record<string, string>> = {
  'http-proxy': '23.0',
  'https-proxy': '23.0',
  'no-proxy': '23.0',
  validate: '23.0',
  'default-network-opt': '24.0',
  'default-network-opts': '24.0',
  'cdi-spec-dir': '25.0',
  'cdi-spec-dirs': '25.0',
  'log-format': '25.0',
  'min-api-version': '25.0',
  feature: '27.0',
  'allow-direct-routing': '28.0',
  bip6: '28.0',
  'host-gateway-ips': '28.0',
  'ip-forward-no-drop': '28.0',
  'bridge-accept-fwmark': '29.0',
  'default-stop-timeout': '29.0',
  'firewall-backend': '29.0',
  'nri-opts': '29.0',
};

/** First series that has forgotten a key. */
const UNTIL: Readonly<Record<string, string>> = {
  'api-cors-header': '29.0',
  'cluster-advertise': '24.0',
  'cluster-store': '24.0',
  'cluster-store-opt': '24.0',
  'cluster-store-opts': '24.0',
  graph: '24.0',
  'oom-score-adjust': '26.0',
};

/** Objects whose keys are values; of any other object only the inner keys are looked at (moby `daemon/config/config.go`: flatOptions). */
export const FLAT_OBJECTS = new Set([
  'builder',
  'cluster-store-opts',
  'default-network-opts',
  'default-ulimits',
  'features',
  'log-opts',
  'nri-opts',
  'runtimes',
]);

/** True where the engine takes the key, whether or not it then does anything (…: findConfigurationConflicts). */
export function isKnownKey(key: string, version: string): boolean {
  if (ALWAYS.has(key)) return true;
  const since = Object.hasOwn(SINCE, key) ? SINCE[key] : undefined;
  if (since !== undefined) return versionAtLeast(version, since);
  const until = Object.hasOwn(UNTIL, key) ? UNTIL[key] : undefined;
  return until !== undefined && !versionAtLeast(version, until);
}

/**
 * Names of list flags that the file knows by another name: in the file the flag's name is taken and does nothing
 * (run: dockerd 20.10.24 starts with `insecure-registry` and asks only https).
 */
export const PLURALS: Readonly<Record<string, string>> = {
  'insecure-registry': 'insecure-registries',
  'registry-mirror': 'registry-mirrors',
  host: 'hosts',
  label: 'labels',
  'storage-opt': 'storage-opts',
  'exec-opt': 'exec-opts',
  'log-opt': 'log-opts',
  'dns-opt': 'dns-opts',
  'default-ulimit': 'default-ulimits',
  'default-address-pool': 'default-address-pools',
  'add-runtime': 'runtimes',
  'authorization-plugin': 'authorization-plugins',
  'node-generic-resource': 'node-generic-resources',
  'cdi-spec-dir': 'cdi-spec-dirs',
  feature: 'features',
};
