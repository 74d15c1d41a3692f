import type { PortState } from '../case.js';
import type { CapturedConnection } from '../recorder/capture.js';
import type { RecordedConnection, RecordedRequest } from '../recorder/recording.js';
import { type ConnectionEnd, connectionLine, requestLine, type Sequence } from './sequence.js';

/** One connection of the real program, from its first SYN to its last request. */
interface WireConnection extends CapturedConnection {
  readonly accepted: RecordedConnection | null;
}

/**
 * What the real program did, up to the manifest that it took: configuration and layers are told by no prediction, and fetched side by side.
 * A client that failed is told to its end.
 */
export function wireSequence(
  captured: readonly CapturedConnection[],
  recorded: readonly RecordedConnection[],
  network: Readonly<Record<string, PortState>>,
  succeeded: boolean,
): Sequence {
  const connections = captured.map(
    (each): WireConnection => ({
      ...each,
      accepted: recorded.find(({ from, to }) => from === each.from && to === each.to) ?? null,
    }),
  );
  const until = succeeded ? toldUntil(connections) : Number.POSITIVE_INFINITY;
  return {
    connections: connections
      .filter((each) => each.at <= until && !isForBlobs(each))
      .map(({ to, accepted }) => connectionLine(to, endOf(to, accepted, network))),
    requests: connections
      .flatMap(({ to, accepted }) => (accepted?.requests ?? []).map((request) => ({ to, request })))
      .filter(({ request }) => !isBlob(request))
      .sort((one, other) => one.request.order - other.request.order)
      .map(({ to, request }) =>
        requestLine({ ...request, to, url: `${request.scheme}://${request.host}${request.path}` }),
      ),
  };
}

/**
 * What comes after the last manifest leads to blobs where any was asked for, also connects that fail (`::1` of localhost, a dead mirror) and
 * connections that are opened and never used.
 */
function toldUntil(connections: readonly WireConnection[]): number {
  const requests = connections.flatMap(({ accepted }) => accepted?.requests ?? []);
  if (!requests.some(isBlob)) return Number.POSITIVE_INFINITY;
  return manifestAt(connections.flatMap(({ accepted }) => accepted ?? []));
}

/** When the last request that is not for a blob had come in, seconds since the epoch; 0 for none. */
export function manifestAt(recorded: readonly RecordedConnection[]): number {
  const requests = recorded.flatMap((each) => each.requests).filter((request) => !isBlob(request));
  return Math.max(0, ...requests.map(({ at }) => at));
}

function isForBlobs({ accepted }: WireConnection): boolean {
  return accepted !== null && accepted.requests.length > 0 && accepted.requests.every(isBlob);
}

/** Fetching, that is: a HEAD below `blobs/` asks what a digest is. */
function isBlob({ method, path }: RecordedRequest): boolean {
  return method !== 'HEAD' && path.includes('/blobs/');
}

function endOf(
  to: string,
  accepted: RecordedConnection | null,
  network: Readonly<Record<string, PortState>>,
): ConnectionEnd {
  if (accepted === null) return network[to]?.speaks === 'silent' ? 'silent' : 'refused';
  if (accepted.spoken === null) return 'closed';
  if (accepted.spoken === 'plain') return 'plain';
  switch (accepted.handshake) {
    case 'not-tls':
      return 'tls met plain HTTP';
    case 'rejected':
      return 'tls rejected';
    case 'none':
    case 'done':
      // With TLS 1.3 the client's alert may come late or not at all; one that takes a wrong certificate goes on to ask for something.
      return accepted.requests.length === 0 && network[to]?.certificate !== 'good' ? 'tls rejected' : 'tls';
  }
}
