import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { untilPrinted } from './daemon.js';
import type { Listeners } from './listeners.js';
import type { Namespace } from './namespace.js';
import { ADDRESS } from './network.js';

/** Names and their addresses (A or AAAA by their form). Every other name is NXDOMAIN. */
export type DnsRecords = Readonly<Record<string, readonly string[]>>;

/** Starts a real dnsmasq in the server namespace on `address`, port 53, UDP and TCP. `directory` holds its configuration. */
export async function startDnsmasq(
  server: Namespace,
  directory: string,
  records: DnsRecords,
  address: string = ADDRESS.dns,
): Promise<void> {
  const names = Object.entries(records).flatMap(([name, addresses]) =>
    addresses.map((one) => `host-record=${name},${one}`),
  );
  const configuration = [
    'no-resolv',
    'no-hosts',
    'no-daemon',
    'user=root',
    'pid-file=',
    'bind-interfaces',
    `listen-address=${address}`,
    // With no upstream, dnsmasq refuses unknown names; this makes it say NXDOMAIN as a cluster's server does.
    'address=/#/',
    ...names,
  ];
  const path = join(directory, `dnsmasq-${address}.conf`);
  await writeFile(path, `${configuration.join('\n')}\n`);
  const daemon = server.start('dnsmasq', [`--conf-file=${path}`]);
  await untilPrinted('dnsmasq', daemon, /started/);
}

/** How a faulty nameserver answers: an error code, nothing at all, or the same after `delayMs`. */
export interface DnsFault {
  readonly responseCode?: 'SERVFAIL' | 'REFUSED' | 'NXDOMAIN';
  readonly delayMs?: number;
}

const RESPONSE_CODE = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;

/** Starts a faulty nameserver on UDP port 53 of `address`; with no `responseCode` it is silent. Gives the names asked, in order. */
export async function startFaultyDns(listeners: Listeners, address: string, fault: DnsFault): Promise<string[]> {
  const asked: string[] = [];
  const socket = await listeners.bind(address, 53);
  socket.on('message', (query, from) => {
    asked.push(questionName(query));
    if (fault.responseCode === undefined) return;
    const answer = Buffer.from(query);
    const recursionDesired = query.readUInt8(2) & 0x01;
    answer.writeUInt8(0x80 | recursionDesired, 2);
    answer.writeUInt8(0x80 | RESPONSE_CODE[fault.responseCode], 3);
    setTimeout(() => socket.send(answer, from.port, from.address), fault.delayMs ?? 0);
  });
  return asked;
}

function questionName(query: Buffer): string {
  const labels: string[] = [];
  const HEADER_BYTES = 12;
  for (let at = HEADER_BYTES; at < query.length; ) {
    const length = query.readUInt8(at);
    if (length === 0) break;
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return labels.join('.');
}
