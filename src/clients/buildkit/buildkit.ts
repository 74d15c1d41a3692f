import type { Host } from '../../host/host.js';
import type { Client } from '../client.js';
import { programPath } from '../program-path.js';
import { buildkitConfigPath } from './config.js';
import { buildkitConfiguration } from './configuration.js';
import { buildkitPlan } from './plan.js';
import { buildkitRemedies } from './remedies.js';

/** buildkitd on its own, as buildctl and containers of docker buildx use it. The one inside dockerd goes by docker's files. */
export const BUILDKIT: Client = {
  name: 'buildkit',
  assumedVersion: '0.32.2',
  versionCommand: ['buildkitd', '--version'],
  parseVersion: (output) => /\bv?(\d+\.\d+\.\d+[0-9A-Za-z.+~-]{0,40})/.exec(output.slice(0, 4096))?.[1] ?? null,
  isOn,
  plan: buildkitPlan,
  configuration: buildkitConfiguration,
  remedies: buildkitRemedies,
  placeFor: (fileName) => (/(?:^|\/)buildkitd\.toml$/.test(fileName) ? '/etc/buildkit/buildkitd.toml' : null),
};

function isOn(host: Host): boolean {
  return (
    host.processes.some(({ name }) => name === 'buildkitd') ||
    programPath(host, 'buildkitd') !== null ||
    host.files.read(buildkitConfigPath(host)).kind === 'file'
  );
}
