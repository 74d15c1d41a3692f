import { versionAtLeast } from '../version.js';

/** What BuildKit is built with: the containerd library and Go, by its version (BuildKit `go.mod`, `Dockerfile`). */
export interface BuildkitBuild {
  readonly containerdLibrary: string;
  readonly goVersion: string;
}

const BUILDS: readonly (readonly [since: string, build: BuildkitBuild])[] = [
  ['0.32', { containerdLibrary: '2.3.3', goVersion: '1.25' }],
  ['0.25', { containerdLibrary: '2.1.5', goVersion: '1.25' }],
  ['0.19', { containerdLibrary: '2.0.4', goVersion: '1.23' }],
  ['0.13', { containerdLibrary: '1.7.24', goVersion: '1.21' }],
  ['0.12', { containerdLibrary: '1.7.12', goVersion: '1.20' }],
];

/** The build of a version; the oldest known one for anything before. */
export function buildkitBuild(version: string): BuildkitBuild {
  return (
    BUILDS.find(([since]) => versionAtLeast(version, since))?.[1] ?? { containerdLibrary: '1.6.21', goVersion: '1.19' }
  );
}
