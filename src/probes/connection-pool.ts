import { type Carrier, destroyCarrier, isUsable } from './carrier.js';

/** Idle connections kept for one name: walks of several clients ask the same place at once. */
const MAX_IDLE_EACH = 4;
/** Idle connections kept in all; one run talks to few places. */
const MAX_IDLE = 64;
/** An idle connection older than this is likely to be closed by the other side while a request is on its way. */
const MAX_IDLE_MS = 15_000;

interface Idle {
  readonly carrier: Carrier;
  readonly since: number;
}

/** Connections that probes left open, by name, so that a request needs no second connect and handshake. */
export class ConnectionPool {
  readonly #idle = new Map<string, Idle[]>();
  readonly #open = new Set<Carrier>();
  #closed = false;

  /** Makes a connection known, so that `close` ends it whoever holds it then. */
  track(carrier: Carrier): Carrier {
    this.#open.add(carrier);
    carrier.tap.once('close', () => this.#open.delete(carrier));
    if (this.#closed) destroyCarrier(carrier);
    return carrier;
  }

  /** Leaves a connection for the next probe that asks under this name. */
  put(name: string, carrier: Carrier): void {
    const idle = this.#idle.get(name) ?? [];
    const total = [...this.#idle.values()].reduce((sum, { length }) => sum + length, 0);
    if (this.#closed || !isUsable(carrier) || idle.length >= MAX_IDLE_EACH || total >= MAX_IDLE) {
      destroyCarrier(carrier);
      return;
    }
    carrier.tap.forget(0);
    this.#idle.set(name, [...idle, { carrier, since: performance.now() }]);
  }

  /** The newest idle connection of this name that still looks alive, or null. */
  take(name: string): Carrier | null {
    const idle = this.#idle.get(name);
    for (let last = idle?.pop(); last !== undefined; last = idle?.pop()) {
      // Bytes that came unasked belong to no request: such a connection serves nobody.
      const quiet = last.carrier.stream.readableLength === 0;
      if (quiet && isUsable(last.carrier) && performance.now() - last.since <= MAX_IDLE_MS) return last.carrier;
      destroyCarrier(last.carrier);
    }
    return null;
  }

  /** Destroys every connection, idle or in use; later ones are destroyed as they come. */
  close(): void {
    this.#closed = true;
    for (const carrier of this.#open) destroyCarrier(carrier);
    this.#open.clear();
    this.#idle.clear();
  }
}
