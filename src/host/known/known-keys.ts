/**
 * Keys of configuration whose values are no secrets, in the files that clients read: registries.conf, containers.conf, crio.conf, policy.json, config.toml
 * and hosts.toml of containerd, nerdctl.toml, buildkitd.toml, daemon.json, config.json, registries.yaml and config.yaml of k3s and RKE2, k0s.yaml, os-release.
 * Values of all other keys are replaced where they could be secrets. Compared in lower case, with `-` for `_`.
 */
const NAMES = `
  registry registries mirror mirrors host hosts location prefix insecure blocked server endpoint endpoints capabilities ca cas client clients
  skip-verify override-path dial-timeout rewrite rewrites search block insecure-registries insecure-registry registry-mirrors registry-mirror
  unqualified-search-registries short-name-mode credential-helpers pull-from-mirror mirror-by-digest-only additional-layer-store-auth-helper
  config-path imports root state version oom-score disabled-plugins required-plugins sandbox-image pause-image snapshotter discard-unpacked-layers
  runtime-type runtime-root runtime-engine runtime-path base-runtime-spec default-runtime-name address tcp-address level format type path paths
  insecure-skip-verify ca-file cert-file key-file cacert cert certs key keypair tlsconfigdir http https plain-http enabled disabled platform platforms
  max-concurrent-downloads max-concurrent-uploads image-pull-progress-timeout use-local-image-pull stream-server-address default-registry
  private-registry data-dir data-root node-name node-ip node-external-ip cluster-cidr service-cidr cluster-dns cluster-domain advertise-address bind-address
  tls-san flannel-backend disable disable-default-registry-endpoint embedded-registry system-default-registry container-runtime-endpoint docker
  airgap-extra-registry default-runtime resolv-conf kubelet-arg image image-service-endpoint image-credential-provider-config
  image-credential-provider-bin-dir repository images default-pull-policy api apiversion kind metadata name spec namespace
  additional-trusted-ca signature-policy signature-policy-dir pinned-images short-name-mode-policy global-auth-file-path image-volumes
  auths credhelpers credsstore credstore httpproxy httpsproxy noproxy ftpproxy allproxy http-proxy https-proxy no-proxy proxies currentcontext email
  plugins experimental features dns dns-search dns-opts dns-opt dns-servers dns-searches dns-options domain nameserver nameservers options sortlist
  bip mtu iptables ipv6 fixed-cidr log-driver log-level storage-driver storage-opts exec-opts exec-root debug live-restore
  default-address-pools base size default-ulimits runtimes userland-proxy userns-remap selinux-enabled cgroup-parent group tls tlsverify tlscacert tlscert
  tlskey pidfile containerd bridge icc ip-forward ip-masq authorization-plugins labels allow-nondistributable-artifacts seccomp-profile init-path
  default keypath keypaths keydata-type dockerreference exact-reference exactreference signedidentity transports
  driver runroot graphroot rootless-storage-path additionalimagestores mount-program mountopt ignore-chown-errors force-mask
  cgroup-manager events-logger runtime runtimes-supports-json network-backend network-cmd-path helper-binaries-dir conmon conmon-path infra-image
  image-default-transport image-default-format image-parallel-copies pull-policy retry retry-delay userns netns ipcns pidns utsns cgroupns cgroups
  default-capabilities default-sysctls default-ulimits apparmor-profile tz umask volumes active-service network-config-dir
  default-network default-subnet default-subnet-pools compression-format image-copy-tmp-dir database-backend firewall-driver tmp-dir static-dir volume-path
  hooks-dir init-path log-size-max shm-size num-locks stop-timeout num-proc
  id id-like version-id version-codename pretty-name home-url variant variant-id name-codename
  hostname passwd group shadow gshadow netgroup services networks protocols ethers rpc
  address-family gateway subnet subnets interface network networks ipam nested-path
  requires after before wants wantedby conflicts restart restartsec type killmode
  delegate limitnofile limitnproc limitcore tasksmax oomscoreadjust timeoutstartsec startlimitburst startlimitinterval startlimitintervalsec
  environmentfile unsetenvironment passenvironment notifyaccess requiresmountsfor partof bindsto alias defaultenvironment
  bootstrap gc gckeepstorage gcpolicy max-parallelism worker oci grpc frontend history entitlements buildkit tag tags digest action
`;

const KNOWN: ReadonlySet<string> = new Set(NAMES.trim().split(/\s+/));
/** Maps whose keys are anybody's, and whose values are no secrets: short names, helpers by registry, rewrites of repositories. */
const OPEN_MAPS: ReadonlySet<string> = new Set([
  'aliases',
  'credhelpers',
  'rewrite',
  'rewrites',
  'features',
  'proxies',
]);
/** Keys whose values are variables: `NAME=value`. */
const VARIABLES: ReadonlySet<string> = new Set(['environment', 'defaultenvironment', 'env', 'container-env']);

/** True for a key whose values may be kept. @param parents keys of the tables around it. */
export function isKnownKey(key: string, parents: readonly string[] = []): boolean {
  return KNOWN.has(key) || KNOWN.has(plain(key)) || parents.some((parent) => OPEN_MAPS.has(parent.toLowerCase()));
}

/** True for a key whose values are `NAME=value`. */
export function holdsVariables(key: string): boolean {
  return VARIABLES.has(plain(key));
}

function plain(key: string): string {
  return key.toLowerCase().replaceAll('_', '-');
}
