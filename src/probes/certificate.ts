import { X509Certificate } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import type { CertificateFact } from '../facts/facts.js';
import type { CertificateKey } from '../facts/keys.js';
import { nearRange } from '../facts/near-address.js';
import { isIP } from '../text/address.js';
import { connect } from './connect.js';
import { Deadline, STOPPED } from './deadline.js';
import { fetchBody } from './fetch-body.js';
import { errorCode } from './parse/errno.js';
import type { ProbeLimits } from './prober-options.js';
import type { ProbeWorld } from './route.js';

/** Look-up, connect and body together, milliseconds: it only makes a finding more exact, so nobody waits long for it. */
const MAX_MS = 2000;
/** Certificates have 1 to 3 KiB; what is longer is none. */
const MAX_BYTES = 64 * 1024;
/**
 * Fetches an issuer's certificate over plain HTTP: one GET, no credential, no redirect, no proxy. Loopback and link-local addresses
 * are asked only where the registry itself is at that address.
 */
export async function probeCertificate(
  world: ProbeWorld,
  key: CertificateKey,
  limits: ProbeLimits,
): Promise<CertificateFact> {
  const deadline = new Deadline(Math.min(MAX_MS, limits.stepMs), [limits.signal]);
  const failed = (detail: string): CertificateFact => ({
    kind: 'certificate',
    outcome: 'failed',
    der: null,
    ms: deadline.elapsedMs(),
    detail: deadline.stopped ? STOPPED : deadline.signal.aborted ? `no answer within ${MAX_MS} ms` : detail,
  });
  try {
    const url = URL.parse(key.url);
    if (url?.protocol !== 'http:') return failed('no http URL');
    const address = await Promise.race([addressOf(world, url), ended(deadline.signal)]);
    if (address === null) return failed('the host has no address');
    if (!mayAsk(world, address)) return failed(`${address} is an address of this machine or its link: not asked`);
    const port = url.port === '' ? 80 : Number(url.port);
    const { fact, stream } = await connect({ address, port }, world.options.portMap, deadline, () => null);
    if (stream === null) return failed(`connect: ${fact.detail ?? fact.outcome}`);
    const body = await fetchBody(stream, url, MAX_BYTES, deadline.signal);
    if (typeof body === 'string') return failed(body);
    const der = read(body);
    if (der === null) return failed('the answer is no certificate');
    return { kind: 'certificate', outcome: 'fetched', der, ms: deadline.elapsedMs(), detail: null };
  } catch (error) {
    return failed(errorCode(error));
  } finally {
    deadline.release();
  }
}

async function addressOf(world: ProbeWorld, url: URL): Promise<string | null> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return host;
  return world.peers.get(host) ?? (await lookup(host)).address;
}

function ended(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
}

/** A peer's certificate may name any address: those of this machine and of its link (cloud metadata) are not asked. */
function mayAsk(world: ProbeWorld, address: string): boolean {
  const range = nearRange(address);
  return range === null || (range !== 'metadata' && [...world.peers.values()].includes(address));
}

/** DER of the first certificate, from DER or PEM; null where there is none. */
function read(body: Buffer): string | null {
  try {
    return new X509Certificate(body).raw.toString('base64');
  } catch {
    return null;
  }
}
