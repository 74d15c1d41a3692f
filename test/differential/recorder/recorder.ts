import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Listeners } from '../../conformance/rig/listeners.js';
import type { PortState } from '../case.js';
import type { Certificates } from '../world/certificates.js';
import { type Asked, answerTo } from './answers.js';
import { credentialOf, type RecordedConnection } from './recording.js';
import { wallClock } from './wall-clock.js';

/** First byte of a TLS record that holds a hello. */
const TLS_HANDSHAKE = 0x16;
/** Bodies of token requests are a few hundred bytes. */
const MOST_FORM_BYTES = 65_536;

/** What Go's servers say to a hello on a plain port, and to plain HTTP on a TLS port; most registries are written in Go. */
const NOT_TLS =
  'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request';
const NOT_PLAIN = 'HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n';

/**
 * The registries of one case's network, which write down what they are asked. Every port of every address listens all the time; what it does
 * is looked up per connection, so that a new case costs nothing. Knows nothing of regdoctor.
 */
export class Recorder {
  #network: Readonly<Record<string, PortState>> = {};
  #connections: RecordedConnection[] = [];
  #order = 0;
  #clock = wallClock();
  readonly #byPeer = new Map<string, RecordedConnection>();
  readonly #sockets = new Set<Socket>();
  readonly #plain = createServer((request, response) => this.#answer(request, response, 'http'));
  readonly #tls: Readonly<Record<PortState['certificate'], TlsServer>>;

  constructor(certificates: Certificates) {
    const serve = (name: PortState['certificate']): TlsServer => {
      const { chain, key } = certificates[name];
      const server = createTlsServer({ cert: chain, key }, (request, response) =>
        this.#answer(request, response, 'https'),
      );
      server.on('secureConnection', (socket: TLSSocket) => this.#shaken(socket, 'done'));
      server.on('tlsClientError', (_error: Error, socket: TLSSocket) => this.#shaken(socket, 'rejected'));
      return server;
    };
    this.#tls = {
      good: serve('good'),
      'unknown-ca': serve('unknown-ca'),
      'wrong-name': serve('wrong-name'),
      expired: serve('expired'),
    };
  }

  /** Listens on `address:port` in the namespace of `listeners`. */
  async listen(listeners: Listeners, address: string, port: number): Promise<void> {
    const server = await listeners.listen(address, port);
    server.on('connection', (socket: Socket) => this.#accept(socket, `${address}:${port}`));
  }

  /** What the ports do from now on; connections of before are cut. */
  use(network: Readonly<Record<string, PortState>>): void {
    this.#network = network;
    this.forget();
  }

  /** Cuts what is open and starts a new record. */
  forget(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
    this.#byPeer.clear();
    this.#connections = [];
    this.#order = 0;
    this.#clock = wallClock();
  }

  /** The record so far, connections in the order in which they were accepted. */
  get connections(): readonly RecordedConnection[] {
    return this.#connections;
  }

  /** Seconds since the epoch, on the clock of the record. */
  now(): number {
    return this.#clock();
  }

  #accept(socket: Socket, to: string): void {
    socket.on('error', () => undefined);
    const from = `${socket.remoteAddress}:${socket.remotePort}`;
    const connection: RecordedConnection = {
      from,
      to,
      spoken: null,
      serverName: null,
      handshake: 'none',
      requests: [],
    };
    this.#connections.push(connection);
    this.#byPeer.set(peer(socket), connection);
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    const state = this.#network[to];
    socket.once('readable', () => {
      const first: Buffer | null = socket.read();
      if (first === null) return;
      const tls = first[0] === TLS_HANDSHAKE;
      connection.spoken = tls ? 'tls' : 'plain';
      if (state === undefined || (state.speaks !== 'http' && state.speaks !== 'https')) socket.destroy();
      else if (tls !== (state.speaks === 'https')) {
        if (tls) connection.handshake = 'not-tls';
        else this.#note(connection, { ...headOf(first), scheme: 'http', form: '' }, 400);
        socket.end(tls ? NOT_TLS : NOT_PLAIN);
        socket.resume();
      } else {
        socket.unshift(first);
        (tls ? this.#tls[state.certificate] : this.#plain).emit('connection', socket);
      }
    });
  }

  #shaken(socket: TLSSocket, handshake: 'done' | 'rejected'): void {
    socket.on('error', () => undefined);
    const connection = this.#byPeer.get(peer(socket));
    if (connection === undefined) return;
    connection.serverName = (typeof socket.servername === 'string' && socket.servername) || null;
    if (connection.handshake === 'none') connection.handshake = handshake;
  }

  async #answer(request: IncomingMessage, response: ServerResponse, scheme: 'http' | 'https'): Promise<void> {
    const connection = this.#byPeer.get(peer(request.socket));
    const state = this.#network[connection?.to ?? ''];
    if (connection === undefined || state === undefined) return void request.socket.destroy();
    let form = '';
    for await (const chunk of request) form = (form + chunk).slice(0, MOST_FORM_BYTES);
    const { method = '', url: target = '' } = request;
    const { host = '', authorization = '' } = request.headers;
    const asked = { method, scheme, host, target, authorization, form };
    const answer = answerTo(asked, state);
    this.#note(connection, asked, answer.status);
    response.writeHead(answer.status, answer.headers).end(method === 'HEAD' ? undefined : answer.body);
  }

  #note(connection: RecordedConnection, asked: Asked, status: number): void {
    this.#order += 1;
    const { method, scheme, host, target, authorization, form } = asked;
    const path = new URL(target, 'http://any').pathname;
    const credential = credentialOf(authorization, form);
    connection.requests.push({ method, scheme, host, path, credential, status, order: this.#order, at: this.#clock() });
  }
}

/** The request that plain HTTP to a TLS port begins with. */
function headOf(bytes: Buffer): Pick<Asked, 'method' | 'target' | 'host' | 'authorization'> {
  const head = bytes.toString('latin1');
  const header = (name: string) => new RegExp(`^${name}: *(.*?)\\r?$`, 'im').exec(head)?.[1] ?? '';
  const [method = '', target = '/'] = head.split(/[ \r\n]/, 2);
  return { method, target, host: header('host'), authorization: header('authorization') };
}

function peer(socket: Socket): string {
  return `${socket.remoteAddress}:${socket.remotePort} ${socket.localPort}`;
}
