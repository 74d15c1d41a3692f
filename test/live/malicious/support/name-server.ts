import { createSocket } from 'node:dgram';

const TYPE = { A: 1, CNAME: 5 } as const;
const IN = 1;
/** A pointer to the name of the question. */
const THE_NAME = Buffer.from([0xc0, 0x0c]);

/** A record of an answer: type and data. */
export type AnswerRecord = readonly [type: keyof typeof TYPE, data: Buffer];

/** An address record. */
export function address(text: string): AnswerRecord {
  return ['A', Buffer.from(text.split('.').map(Number))];
}

/** A CNAME that names what was asked for: a loop of one. */
export const TO_ITSELF: AnswerRecord = ['CNAME', THE_NAME];

/** Starts a name server on loopback that answers questions for A by `records`, others by nothing; `null` sends 60 KB of noise. */
export async function startNameServer(
  records: (name: string) => readonly AnswerRecord[] | null,
): Promise<{ readonly port: number; stop(): void }> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => socket.send(answerTo(query, records), from.port, from.address));
  await new Promise<void>((ready) => socket.bind(0, '127.0.0.1', ready));
  return { port: socket.address().port, stop: () => socket.close() };
}

function answerTo(query: Buffer, records: (name: string) => readonly AnswerRecord[] | null): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const question = query.subarray(12, at + 5);
  const found = records(labels.join('.'));
  if (found === null) return Buffer.concat([query.subarray(0, 2), Buffer.alloc(60_000, 0xff)]);
  const given = query.readUInt16BE(at + 1) === TYPE.A ? found : [];
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(given.length, 6);
  return Buffer.concat([header, question, ...given.map(recordBytes)]);
}

function recordBytes([type, data]: AnswerRecord): Buffer {
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(TYPE[type], 0);
  fixed.writeUInt16BE(IN, 2);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([THE_NAME, fixed, data]);
}
