import type { Host } from '../../host/host.js';
import type { Client } from '../client.js';
import { programPath } from '../program-path.js';
import { dockerConfiguration } from './configuration.js';
import { dockerPlaceFor } from './place-for.js';
import { dockerPlan } from './plan.js';
import { dockerRemedies } from './remedies.js';

/** Docker Engine with either image store; `docker login` too. What buildx' own containers do is `buildkit`. */
export const DOCKER: Client = {
  name: 'docker',
  assumedVersion: '29.7.2',
  versionCommand: ['dockerd', '--version'],
  parseVersion: (output) =>
    /\bversion\s+v?(\d+\.\d+\.\d+[0-9A-Za-z.+~-]{0,40})/i.exec(output.slice(0, 4096))?.[1] ?? null,
  isOn,
  plan: dockerPlan,
  configuration: dockerConfiguration,
  remedies: dockerRemedies,
  placeFor: dockerPlaceFor,
};

/** The engine, its process, its file or its socket; the CLI alone talks to an engine that may be anywhere. */
function isOn(host: Host): boolean {
  return (
    host.processes.some(({ name }) => name === 'dockerd') ||
    programPath(host, 'dockerd') !== null ||
    host.files.read('/etc/docker/daemon.json').kind === 'file' ||
    ['/var/run', '/run'].some((directory) => {
      const listed = host.files.list(directory);
      return listed.kind === 'directory' && listed.names.includes('docker.sock');
    })
  );
}
