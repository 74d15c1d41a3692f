import { type Carrier, destroyCarrier, isUsable } from './carrier.js';

/** Idle connections kept for one name: walks of several clients ask the same place at once. */
const MAX_IDLE_EACH = 4;
/** Idle connections kept in all; one run talks to few places. */
const MAX_IDLE = 64;
/** An idle connection older than this is likely to be closed by the other side while a request is on its way. */
const MAX_IDLE_MS = 15_000;
/** Longest wait for a connection that another request is on, milliseconds: one more handshake takes two round trips, the rest of a request mostly less than one. */
const MAX_WAIT_MS = 400;

interface Idle {
  readonly carrier: Carrier;
  readonly since: number;
}

/** Connections that probes left open, by name, so that a request needs no second connect and handshake. */
export class ConnectionPool {
  readonly #idle = new Map<string, Idle[]>();
  readonly #open = new Set<Carrier>();
  /** Requests under way by name, and who waits for the connection of one. */
  readonly #busy = new Map<string, number>();
  readonly #waiting = new Map<string, ((carrier: Carrier | null) => void)[]>();
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
    const next = isUsable(carrier) && !this.#closed ? this.#waiting.get(name)?.shift() : undefined;
    if (next !== undefined) {
      carrier.tap.forget(0);
      next(carrier);
      return;
    }
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

  /** Counts a request that is to go over a connection of this name; what it gives back is called when the request has ended, and its connection is back or gone. */
  begin(name: string): () => void {
    this.#busy.set(name, (this.#busy.get(name) ?? 0) + 1);
    return () => {
      const left = (this.#busy.get(name) ?? 1) - 1;
      this.#busy.set(name, left);
      // Those who only wait for each other would wait in vain.
      const waiting = this.#waiting.get(name) ?? [];
      if (left <= waiting.length) waiting.shift()?.(null);
    };
  }

  /** For a request that was counted: a connection as soon as another request on one of this name has ended; null where none is under way, or it takes longer than another connection would. */
  async waitFor(name: string): Promise<Carrier | null> {
    const waiting = this.#waiting.get(name) ?? [];
    if ((this.#busy.get(name) ?? 0) - 1 <= waiting.length) return null;
    this.#waiting.set(name, waiting);
    return new Promise((resolve) => {
      const wake = (carrier: Carrier | null): void => {
        clearTimeout(timer);
        resolve(carrier);
      };
      const giveUp = (): void => {
        const place = waiting.indexOf(wake);
        if (place === -1) return;
        waiting.splice(place, 1);
        resolve(null);
      };
      // What came while this process was busy itself is read first.
      const timer = setTimeout(() => setImmediate(giveUp), MAX_WAIT_MS);
      waiting.push(wake);
    });
  }

  /** Destroys every connection, idle or in use; later ones are destroyed as they come. */
  close(): void {
    this.#closed = true;
    for (const carrier of this.#open) destroyCarrier(carrier);
    this.#open.clear();
    this.#idle.clear();
  }
}
