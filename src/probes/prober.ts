import type { Fact } from '../facts/facts.js';
import type { FactKey } from '../facts/keys.js';
import { probeCertificate } from './certificate.js';
import { ConnectionPool } from './connection-pool.js';
import { Deadline, STOPPED } from './deadline.js';
import { probeDns } from './dns.js';
import { probeHelper } from './helper.js';
import { probeHttp } from './http.js';
import { failedFact } from './parse/blank-facts.js';
import { errorCode } from './parse/errno.js';
import type { ProbeLimits, Prober, ProberOptions } from './prober-options.js';
import type { ProbeWorld } from './route.js';
import { probeTcp } from './tcp.js';
import { probeTls } from './tls.js';

export type { Prober, ProberOptions, SecretReader } from './prober-options.js';

/** A name server that was silent for the whole limit gets this part of it for every further name: with a dead one first, each name would cost all of it. */
const SHARE_OF_SILENT = 0.25;

/**
 * Makes a prober: it asks the network what a key names and gives back what it saw. Connections are handed on from
 * probe to probe until `close`. Nothing of it is process-wide.
 */
export function createProber(options: ProberOptions): Prober {
  const world: ProbeWorld = { options, pool: new ConnectionPool(), locations: new Map(), peers: new Map() };
  const closing = new AbortController();
  const silent = new Set<string>();
  // It loads while the first names are looked up and the first sockets connect; who needs it asks again, and hears what went wrong.
  import('./undici-client.js').catch(() => undefined);
  return {
    async probe(key, given) {
      const isKnown = key.kind === 'dns' && silent.has(key.server);
      const limits = isKnown ? { ...given, stepMs: Math.ceil(given.stepMs * SHARE_OF_SILENT) } : given;
      const deadline = new Deadline(limits.stepMs, [limits.signal, closing.signal]);
      try {
        if (deadline.stopped) return failedFact(key, 0, STOPPED);
        const fact = await ask(world, key, deadline, limits);
        if (key.kind === 'dns' && key.server !== 'libc' && fact.kind === 'dns' && fact.outcome === 'silent')
          silent.add(key.server);
        return fact;
      } catch (error) {
        // Only the error's code: its text may quote what was sent.
        return failedFact(key, deadline.elapsedMs(), `internal: ${errorCode(error)}`);
      } finally {
        deadline.release();
      }
    },
    async close() {
      closing.abort();
      world.pool.close();
      world.locations.clear();
    },
  };
}

function ask(world: ProbeWorld, key: FactKey, deadline: Deadline, limits: ProbeLimits): Promise<Fact> {
  switch (key.kind) {
    case 'dns':
      return probeDns(key, limits.stepMs, deadline, world.options.portMap);
    case 'tcp':
      return probeTcp(world, key, deadline, limits);
    case 'tls':
      return probeTls(world, key, deadline, limits);
    case 'http':
      return probeHttp(world, key, deadline, limits);
    case 'certificate':
      return probeCertificate(world, key, limits);
    case 'helper':
      return probeHelper(world, key, deadline);
  }
}
