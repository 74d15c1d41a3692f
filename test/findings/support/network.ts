import { createExaminer } from '../../../src/check/examine.js';
import type { Subject } from '../../../src/check/subject.js';
import { clientNamed } from '../../../src/clients/catalogue.js';
import type { Client, ClientFlags } from '../../../src/clients/client.js';
import { FactBook } from '../../../src/facts/book.js';
import type { CertificateFact, DnsFact, Fact, HttpFact, TcpFact, TlsFact } from '../../../src/facts/facts.js';
import { bracket, type DnsKey, type FactKey, type HttpKey, keyId, type TlsKey } from '../../../src/facts/keys.js';
import type { Finding } from '../../../src/findings/finding.js';
import type { Fix } from '../../../src/fixes/fix.js';
import { assembleHostOver } from '../../../src/host/assemble.js';
import type { Host, HostFiles } from '../../../src/host/host.js';
import { memoryFiles } from '../../../src/host/memory-files.js';
import type { Vantage } from '../../../src/host/vantage.js';
import { intermediate, NAME, NOW_MS, plain, root } from '../../trust/authorities.js';
import { httpFact, manifestFact, tcpFact, tlsFact } from './facts.js';

/** The address of every name, and of the registry, unless a test says otherwise. */
export const ADDRESS = '10.0.0.7';
export const SERVER = '10.0.0.53';
export const SECOND_SERVER = '10.0.0.54';

/** What the network does, layer by layer; what is left out is a healthy HTTPS registry on 443, and everything else refuses. */
export interface Network {
  readonly dns?: (key: DnsKey) => DnsFact | undefined;
  /** By `address:port`. */
  readonly tcp?: Readonly<Record<string, TcpFact>>;
  readonly tls?: (key: TlsKey) => TlsFact | undefined;
  readonly http?: (key: HttpKey) => HttpFact | undefined;
  /** By URL. */
  readonly certificates?: Readonly<Record<string, CertificateFact>>;
}

export interface Check extends Network {
  readonly reference?: string;
  readonly client?: string;
  /** A client that the catalogue doesn't have, in place of `client`. */
  readonly program?: Client;
  readonly processes?: Host['processes'];
  /** When files were changed, milliseconds since the epoch; nobody knows for the others. */
  readonly modified?: Readonly<Record<string, number>>;
  readonly version?: string;
  readonly operation?: Subject['operation'];
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly flags?: Partial<ClientFlags>;
  readonly vantage?: Partial<Vantage>;
  readonly nowMs?: number;
}

export type Said = Finding & { readonly fixes: readonly Fix[] };

export interface Checked {
  readonly found: readonly Said[];
  /** The first finding; a test that expects one fails where there is none. */
  readonly primary: Said | undefined;
  readonly outcome: string | undefined;
  /** Canonical keys of all that was asked. */
  readonly asked: readonly string[];
}

/** Files of a plain host that asks one name server and trusts the tests' root. */
const FILES = {
  '/etc/resolv.conf': `nameserver ${SERVER}\n`,
  '/etc/hosts': '127.0.0.1 localhost\n',
  '/etc/ssl/certs/ca-certificates.crt': root.pem,
};
/** Rounds of asking; real checks need a handful. */
const MOST_ROUNDS = 40;

/** Plans, replays, diagnoses and prescribes over a made-up network, asked round by round as a real check does. */
export function check(asked: Check = {}): Checked {
  const subject = subjectOf(asked);
  const facts = new FactBook();
  const examiner = createExaminer(subject, facts);
  const ids: string[] = [];
  const answer = (needs: readonly FactKey[]): boolean => {
    const wanted = needs.filter((key) => !facts.has(key));
    for (const key of wanted) {
      ids.push(keyId(key));
      facts.set(key, answerTo(key, asked));
    }
    return wanted.length > 0;
  };
  let rounds = 0;
  while (answer(examiner.needs())) if (++rounds > MOST_ROUNDS) throw new Error('the walk never ends');
  let examination = examiner.examine(null);
  while (answer(examination.needs)) {
    if (++rounds > MOST_ROUNDS) throw new Error('the trials never end');
    examination = examiner.examine(null);
  }
  const found = examination.findings.map(({ finding, fixes }): Said => ({ ...finding, fixes }));
  return { found, primary: found[0], outcome: examination.cases[0]?.outcome, asked: ids };
}

function subjectOf(asked: Check): Subject {
  const name = asked.client ?? 'buildah';
  const client = asked.program ?? clientNamed(name);
  if (client === undefined) throw new Error(`no client ${name}`);
  const host = assembleHostOver(dated(memoryFiles({ ...FILES, ...asked.files }), asked.modified ?? {}), {
    root: '/',
    environment: { HOME: '/root', ...asked.environment },
    uid: 0,
    nowMs: asked.nowMs ?? NOW_MS,
    architecture: 'x64',
    ...(asked.processes === undefined ? {} : { processes: asked.processes }),
  });
  return {
    host,
    vantage: { network: 'host', resolver: 'host', files: '/', ...asked.vantage },
    clients: [{ client, version: { text: asked.version ?? '1.28.2', from: 'flag' } }],
    operation: asked.operation ?? 'pull',
    reference: asked.reference ?? `${NAME}/app:1`,
    flags: {
      tlsVerify: null,
      credentials: false,
      authFile: null,
      certDirectory: null,
      platform: null,
      dockerConfigJson: null,
      ...asked.flags,
    },
    allowInsecureAuth: false,
  };
}

function dated(files: HostFiles, modified: Readonly<Record<string, number>>): HostFiles {
  return {
    ...files,
    read(path) {
      const read = files.read(path);
      const modifiedMs = modified[path];
      return read.kind === 'file' && modifiedMs !== undefined ? { ...read, modifiedMs } : read;
    },
  };
}

function answerTo(key: FactKey, network: Network): Fact {
  switch (key.kind) {
    case 'helper':
      return { kind: 'helper', outcome: 'missing', credential: null, ms: 1, detail: null };
    case 'dns':
      return network.dns?.(key) ?? addresses(key, ADDRESS);
    case 'tcp':
      return network.tcp?.[`${bracket(key.address)}:${key.port}`] ?? (key.port === 443 ? tcpFact() : refused());
    case 'tls':
      return network.tls?.(key) ?? tlsFact([plain, intermediate]);
    case 'http':
      return network.http?.(key) ?? (key.accept === 'manifest' ? manifestFact() : httpFact(200));
    case 'certificate':
      return (
        network.certificates?.[key.url] ?? {
          kind: 'certificate',
          outcome: 'failed',
          der: null,
          ms: 5,
          detail: 'ECONNREFUSED',
        }
      );
  }
}

/** The answer to a look-up with these addresses; those of the other family don't count. */
export function addresses({ type }: DnsKey, ...all: readonly string[]): DnsFact {
  const fitting = all.filter((address) => type === 'ANY' || address.includes(':') === (type === 'AAAA'));
  const outcome = fitting.length > 0 ? 'answer' : 'nodata';
  return { kind: 'dns', outcome, addresses: fitting, ms: 2, queries: 1, detail: null };
}

/** A look-up that brings nothing. */
export function noAnswer(outcome: Exclude<DnsFact['outcome'], 'answer'>, detail: string | null = null): DnsFact {
  return {
    kind: 'dns',
    outcome,
    addresses: [],
    ms: outcome === 'silent' ? 5000 : 2,
    queries: outcome === 'silent' ? 2 : 1,
    detail,
  };
}

export function refused(): TcpFact {
  return tcpFact({ outcome: 'refused', detail: 'ECONNREFUSED' });
}

export function silent(): TcpFact {
  return tcpFact({ outcome: 'silent', ms: 1300, segments: 2 });
}

export function unreachable(detail: 'EHOSTUNREACH' | 'ENETUNREACH'): TcpFact {
  return tcpFact({ outcome: 'unreachable', detail });
}

/** The answer of a plain HTTP server to a TLS hello. */
export function plainHttp(): TlsFact {
  return tlsFact([], {
    outcome: 'plain-http',
    protocol: null,
    cipher: null,
    firstBytes: 'HTTP/1.0 400 Bad Request\\r\\nConn',
  });
}

/** Fixes that replay has proven. */
export function proven(said: Said | undefined): readonly Fix[] {
  return said?.fixes.filter(({ proof }) => proof.kind === 'replayed') ?? [];
}

/** What somebody else must do, tried over assumed answers. */
export function nextStep(said: Said | undefined): Fix | undefined {
  return said?.fixes.find(({ proof }) => proof.kind === 'hypothetical');
}

/** Evidence as one text. */
export function evidence(said: Said | undefined): string {
  return said?.evidence.map(({ text }) => text).join('\n') ?? '';
}
