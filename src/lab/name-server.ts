import { createSocket, type Socket } from 'node:dgram';
import type { Bound } from './listen.js';

/** Header length of a DNS message (RFC 1035 §4.1.1), bytes. */
const HEADER_BYTES = 12;
/** Response, recursion desired and available; code 3, the name does not exist. */
const NXDOMAIN_FLAGS = 0x8183;

/** A name server (UDP) that knows no name. Takes a free port where the one asked for can't be bound. */
export async function startEmptyNameServer(address: string, port: number): Promise<Bound> {
  const socket = await bind(address, port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EACCES' && error.code !== 'EADDRINUSE') throw error;
    return bind(address, 0);
  });
  socket.on('message', (query, peer) => {
    if (query.length > HEADER_BYTES) socket.send(nameError(query), peer.port, peer.address);
  });
  return { port: socket.address().port, stop: () => new Promise((resolve) => socket.close(() => resolve())) };
}

function bind(address: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind({ address, port, exclusive: true }, () => {
      socket.removeAllListeners('error');
      socket.on('error', () => {});
      resolve(socket);
    });
  });
}

/** The question sent back with the name error; further sections (EDNS) are left out. */
function nameError(query: Buffer): Buffer {
  let end = HEADER_BYTES;
  while (end < query.length && query[end] !== 0) end += (query[end] ?? 0) + 1;
  // The root label, two octets of type and two of class follow the name.
  const reply = Buffer.from(query.subarray(0, Math.min(query.length, end + 5)));
  reply.writeUInt16BE(NXDOMAIN_FLAGS, 2);
  reply.writeUInt16BE(1, 4);
  reply.fill(0, 6, HEADER_BYTES);
  return reply;
}
