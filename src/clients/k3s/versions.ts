import { sinceVersion, versionAtLeast } from '../version.js';

/** registries.yaml is known (k3s `pkg/agent/config`: getPrivateRegistries). */
export function readsRegistries(version: string): boolean {
  return versionAtLeast(version, '0.10.0');
}

/** `insecure_skip_verify` reaches containerd; before, it was accepted and never written (k3s cf8c101b7). */
export function writesSkipVerify(version: string): boolean {
  return versionAtLeast(version, '1.19.1');
}

/** `identity_token` reaches containerd under the name it reads (k3s 6875b11dd). */
export function writesIdentityToken(version: string): boolean {
  return versionAtLeast(version, '1.0.1');
}

/** `rewrite` is known (k3s 618b0f98b). */
export function rewrites(version: string): boolean {
  return versionAtLeast(version, '1.21.0');
}

/** config.toml has `version = 2` and its section names (k3s 615605913). */
export function writesVersion2(version: string): boolean {
  return sinceVersion(version, ['1.23.14', '1.24.8', '1.25.4']);
}

/** Registries go to certs.d/HOST/hosts.toml instead of config.toml (k3s c45524e66). */
export function writesHostsFiles(version: string): boolean {
  return sinceVersion(version, ['1.26.13', '1.27.10', '1.28.6', '1.29.1']);
}

/** TLS settings reach the registry's own endpoint, endpoints are normalised (k3s 29848dea3, b164d7a27, f2961fb5d; k3s#9839). */
export function writesDefaultEndpoint(version: string): boolean {
  return sinceVersion(version, ['1.27.13', '1.28.9', '1.29.4', '1.30.0']);
}

/** Directories of certs.d that k3s didn't write survive its start (k3s 270f85e46). */
export function keepsHandWrittenHosts(version: string): boolean {
  return sinceVersion(version, ['1.28.14', '1.29.9', '1.30.5', '1.31.1']);
}

/** containerd 2 with `version = 3`, and config-v3.toml.tmpl. */
export function writesVersion3(version: string): boolean {
  return sinceVersion(version, ['1.29.15', '1.30.11', '1.31.6', '1.32.2']);
}

/** `configs: docker.io` counts for credentials too; before only `registry-1.docker.io` (k3s#12561). */
export function knowsHubCredentials(version: string): boolean {
  return sinceVersion(version, ['1.31.11', '1.32.7', '1.33.3']);
}

/** First patch of a series with this containerd (release notes of k3s); each line is one series, newest last. */
const CONTAINERD: readonly (readonly [series: string, ...(readonly [patch: number, containerd: string])[]])[] = [
  ['0.9', [0, '1.2.8']],
  ['0.10', [0, '1.3.0']],
  ['1.17', [0, '1.3.3']],
  ['1.18', [0, '1.3.3']],
  ['1.19', [0, '1.4.0']],
  ['1.20', [0, '1.4.3']],
  ['1.21', [0, '1.4.4']],
  ['1.22', [0, '1.5.7']],
  ['1.23', [0, '1.5.8']],
  ['1.24', [0, '1.5.11'], [4, '1.6.8'], [9, '1.6.12'], [10, '1.6.15'], [12, '1.6.19'], [14, '1.7.1'], [17, '1.7.3']],
  [
    '1.25',
    [0, '1.6.8'],
    [5, '1.6.12'],
    [6, '1.6.15'],
    [8, '1.6.19'],
    [10, '1.7.1'],
    [13, '1.7.3'],
    [14, '1.7.6'],
    [15, '1.7.7'],
  ],
  [
    '1.26',
    [0, '1.6.12'],
    [1, '1.6.15'],
    [3, '1.6.19'],
    [5, '1.7.1'],
    [8, '1.7.3'],
    [9, '1.7.6'],
    [10, '1.7.7'],
    [12, '1.7.11'],
  ],
  [
    '1.27',
    [0, '1.6.19'],
    [2, '1.7.1'],
    [5, '1.7.3'],
    [6, '1.7.6'],
    [7, '1.7.7'],
    [9, '1.7.11'],
    [13, '1.7.15'],
    [15, '1.7.17'],
  ],
  [
    '1.28',
    [0, '1.7.3'],
    [2, '1.7.6'],
    [3, '1.7.7'],
    [5, '1.7.11'],
    [9, '1.7.15'],
    [11, '1.7.17'],
    [13, '1.7.20'],
    [14, '1.7.21'],
  ],
  [
    '1.29',
    [0, '1.7.11'],
    [4, '1.7.15'],
    [6, '1.7.17'],
    [8, '1.7.20'],
    [9, '1.7.21'],
    [10, '1.7.22'],
    [11, '1.7.23'],
    [15, '2.0.4'],
  ],
  [
    '1.30',
    [0, '1.7.15'],
    [2, '1.7.17'],
    [4, '1.7.20'],
    [5, '1.7.21'],
    [6, '1.7.22'],
    [7, '1.7.23'],
    [11, '2.0.4'],
    [13, '2.0.5'],
  ],
  [
    '1.31',
    [0, '1.7.20'],
    [1, '1.7.21'],
    [2, '1.7.22'],
    [3, '1.7.23'],
    [6, '2.0.2'],
    [7, '2.0.4'],
    [9, '2.0.5'],
    [13, '2.1.4'],
    [14, '2.1.5'],
  ],
  ['1.32', [0, '1.7.23'], [2, '2.0.2'], [3, '2.0.4'], [5, '2.0.5'], [9, '2.1.4'], [10, '2.1.5']],
  ['1.33', [0, '2.0.4'], [1, '2.0.5'], [5, '2.1.4'], [6, '2.1.5']],
  ['1.34', [0, '2.1.4'], [2, '2.1.5']],
  ['1.35', [0, '2.1.5'], [3, '2.2.2'], [4, '2.2.3'], [6, '2.2.5']],
  ['1.36', [0, '2.2.3'], [2, '2.3.2']],
];

/** Version of the containerd inside a release of k3s or rke2; of releases that aren't listed, that of the nearest older series. */
export function containerdInside(version: string): string {
  const series = CONTAINERD.findLast(([name]) => versionAtLeast(version, name)) ?? CONTAINERD[0];
  const [name = '', ...steps] = series ?? [];
  const newer = !version.replace(/^v/, '').startsWith(`${name}.`);
  const step = steps.findLast(([patch]) => newer || versionAtLeast(version, `${name}.${patch}`));
  return step?.[1] ?? steps[0]?.[1] ?? '2.3.2';
}
