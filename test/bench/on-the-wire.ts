import { setTimeout as sleep } from 'node:timers/promises';
import { untilPrinted } from '../conformance/rig/daemon.js';
import type { Rig } from '../conformance/rig/rig.js';

/** What a program sent and got. */
export interface Wire {
  /** `address.port` of each TCP connection it began. */
  readonly connections: readonly string[];
  /** Questions to name servers. */
  readonly questions: number;
  /** TLS handshakes it began. */
  readonly hellos: number;
  /** Times it sent something after something had come: what a longer way would cost again each time. */
  readonly turns: number;
}

/** The last packets are still on their way when a program ends. */
const SETTLED_MS = 300;
/** `IP 10.99.0.1.40000 > 10.99.0.10.443: …`, of what carries something, opens a connection or takes one. */
const PACKET = /^IP ([\d.]+)\.(\d+) > ([\d.]+)\.(\d+): (.*)$/gm;
const CLIENT = '10.99.0.1';
/** A record of type handshake that holds a ClientHello. */
const HELLO = '(tcp[((tcp[12] & 0xf0) >> 2)] = 0x16) and (tcp[((tcp[12] & 0xf0) >> 2) + 5] = 0x01)';

let captures = 0;

/** Runs something on the rig's machine while tcpdump looks at the cable. */
export async function onTheWire(rig: Rig, body: () => Promise<unknown>): Promise<Wire> {
  captures += 1;
  const file = `${rig.directory}/wire-${captures}.pcap`;
  const flags = ['-i', 'cable', '--immediate-mode', '-U', '-w', file, 'tcp or udp port 53'];
  const capture = rig.network.server.start('tcpdump', flags);
  await untilPrinted('tcpdump', capture, /listening on/);
  await body();
  await sleep(SETTLED_MS);
  // It ends with the namespace; what it has seen by now is written.
  const read = (...filter: string[]) => rig.network.server.mustRun('tcpdump', ['-nn', '-t', '-r', file, ...filter]);
  return { ...packetsOf(await read('ip')), hellos: (await read(HELLO)).split('\n').filter(Boolean).length };
}

function packetsOf(text: string): Omit<Wire, 'hellos'> {
  const connections: string[] = [];
  let questions = 0;
  let turns = 0;
  let answered = true;
  for (const [, from, , to, port, rest = ''] of text.matchAll(PACKET)) {
    const opens = rest.startsWith('Flags [S],');
    const carries = opens || rest.startsWith('Flags [S.]') || !/^Flags .* length 0\b/.test(rest);
    if (!carries) continue;
    if (from !== CLIENT) {
      answered = true;
      continue;
    }
    if (opens) connections.push(`${to}.${port}`);
    if (port === '53') questions += 1;
    if (answered) turns += 1;
    answered = false;
  }
  return { connections, questions, turns };
}
