import type { TcpFact } from '../facts/facts.js';
import type { TcpKey } from '../facts/keys.js';
import { connect } from './connect.js';
import type { Deadline } from './deadline.js';
import type { ProbeLimits } from './prober-options.js';
import { type ProbeWorld, tcpName } from './route.js';

/** Opens a TCP connection and leaves it for the handshake or request that comes next. */
export async function probeTcp(
  world: ProbeWorld,
  key: TcpKey,
  deadline: Deadline,
  limits: ProbeLimits,
): Promise<TcpFact> {
  const { fact, stream } = await connect(key, world.options.portMap, deadline, limits.siblingRoundTripMs);
  if (stream !== null) world.pool.put(tcpName(key), world.pool.track({ stream, tap: stream, client: null }));
  return fact;
}
