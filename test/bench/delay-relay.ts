import type { Socket } from 'node:net';
import type { Listeners } from '../conformance/rig/listeners.js';

/** A long way to a server: what stands in for netem, which not every kernel has. */
export interface Way {
  readonly address: string;
  readonly port: number;
  /** Port of the same address where the server really is. */
  readonly behind: number;
  /** Milliseconds of one round trip. */
  readonly roundTripMs: number;
}

/** Relays a port: half a round trip each way, and one more before the first byte, which the kernel's own handshake would take. */
export async function startDelayRelay(
  listeners: Listeners,
  { address, port, behind, roundTripMs }: Way,
): Promise<void> {
  const server = await listeners.listen(address, port);
  server.on('connection', async (client) => {
    client.on('error', () => undefined);
    const openFrom = performance.now() + roundTripMs;
    const inside = await listeners.connect(address, behind);
    inside.on('error', () => client.destroy());
    later(client, inside, roundTripMs / 2, openFrom);
    later(inside, client, roundTripMs / 2, openFrom);
  });
}

/** Hands on what comes, in its order, so many milliseconds later. */
function later(from: Socket, to: Socket, delayMs: number, openFrom: number): void {
  const wait = () => delayMs + Math.max(0, openFrom - performance.now());
  from.on('data', (chunk) => setTimeout(() => to.writable && to.write(chunk), wait()));
  from.on('end', () => setTimeout(() => to.end(), wait()));
}
