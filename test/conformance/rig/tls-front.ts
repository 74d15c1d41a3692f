import { createServer, type TlsOptions } from 'node:tls';
import type { LoggingServer } from '../harness/case.js';
import { ADDRESS } from './network.js';
import { startRegistry } from './registry.js';
import type { Rig } from './rig.js';

const BEHIND = 8080;

/**
 * A real docker-registry behind a TLS server of the test on port 443, for what docker-registry's own can't be told: old versions, chosen suites,
 * certificates of any kind. What comes through goes to the registry as it is.
 */
export async function startTlsFront(rig: Rig, options: TlsOptions): Promise<LoggingServer> {
  const registry = await startRegistry(rig, { port: BEHIND });
  const front = createServer(options, async (client) => {
    client.on('error', () => undefined);
    const inside = await rig.listeners.connect(ADDRESS.registry, BEHIND);
    inside.on('error', () => client.destroy());
    client.pipe(inside).pipe(client);
  });
  front.on('tlsClientError', () => undefined);
  const socket = await rig.listeners.listen(ADDRESS.registry, 443);
  socket.on('connection', (connection) => {
    connection.on('error', () => undefined);
    front.emit('connection', connection);
  });
  return registry;
}
