import { versionAtLeast } from '../version.js';

/** What the engine's own build brings along, by its version. */
export interface EngineBuild {
  /** Go of the official builds, least of each series; decides the rules for certificates. */
  readonly goVersion: string;
  /** The containerd library inside (moby `vendor.mod`). */
  readonly containerdLibrary: string;
  /** BuildKit inside. */
  readonly buildkit: string;
  /** False: each request of the old pull code opens a connection of its own (moby `daemon/internal/distribution/registry.go`: DisableKeepAlives). */
  readonly keepAlive: boolean;
}

/** Packages of distributions and of Docker link libc in. */
export const CGO = true;

const BUILDS: readonly (readonly [since: string, build: EngineBuild])[] = [
  ['29.4', { goVersion: '1.25', containerdLibrary: '2.3.3', buildkit: '0.32.0', keepAlive: true }],
  ['29.0', { goVersion: '1.25', containerdLibrary: '2.1.5', buildkit: '0.25.2', keepAlive: false }],
  ['28.0', { goVersion: '1.23', containerdLibrary: '2.0.4', buildkit: '0.20.2', keepAlive: false }],
  ['27.0', { goVersion: '1.21', containerdLibrary: '1.7.24', buildkit: '0.18.2', keepAlive: false }],
  ['25.0', { goVersion: '1.21', containerdLibrary: '1.7.18', buildkit: '0.13.2', keepAlive: false }],
  ['23.0', { goVersion: '1.19', containerdLibrary: '1.6.21', buildkit: '0.11.6', keepAlive: false }],
];

/** The build of an engine's version; the oldest known one for anything before. */
export function engineBuild(version: string): EngineBuild {
  const found = BUILDS.find(([since]) => versionAtLeast(version, since));
  return found?.[1] ?? { goVersion: '1.18', containerdLibrary: '1.6.0', buildkit: '0.8.3', keepAlive: false };
}
