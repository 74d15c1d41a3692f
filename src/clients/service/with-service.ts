import type { Host } from '../../host/host.js';
import type { Client, Observation } from '../client.js';
import { DAEMON_OF } from './daemons.js';
import { serviceObservations } from './service-observations.js';
import { trustStoreObservations } from './trust-store-observations.js';

/** The client, and where it is a daemon also what it runs without until it is started again: variables of its unit, CAs of the system's store. */
export function withService(client: Client): Client {
  const daemon = DAEMON_OF[client.name];
  if (daemon === undefined) return client;
  const also = (host: Host, own: readonly Observation[]): readonly Observation[] => [
    ...own,
    ...[...serviceObservations(host, daemon), ...trustStoreObservations(host, daemon)].filter(
      ({ source }) => !own.some((each) => each.source.name === source.name && each.source.line === source.line),
    ),
  ];
  return {
    ...client,
    plan: (request) => {
      const plan = client.plan(request);
      return { ...plan, observations: also(request.host, plan.observations) };
    },
    configuration: (request) => {
      const configuration = client.configuration(request);
      return { ...configuration, observations: also(request.host, configuration.observations) };
    },
  };
}
