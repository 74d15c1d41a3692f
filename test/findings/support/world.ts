import { createExaminer, type Examination } from '../../../src/check/examine.js';
import type { Subject } from '../../../src/check/subject.js';
import { clientNamed } from '../../../src/clients/catalogue.js';
import type { ClientFlags } from '../../../src/clients/client.js';
import { FactBook } from '../../../src/facts/book.js';
import type { Fact, HelperFact, HttpFact, TcpFact, TlsFact } from '../../../src/facts/facts.js';
import { type FactKey, type HttpKey, keyId, type Route } from '../../../src/facts/keys.js';
import type { Finding } from '../../../src/findings/finding.js';
import type { Fix } from '../../../src/fixes/fix.js';
import type { Host } from '../../../src/host/host.js';
import { aHost } from '../../clients/a-host.js';
import { manifestFact, tcpFact, tlsFact } from './facts.js';

/** What is out there: names, ports and what answers. Everything left out is there and fine. */
export interface World {
  /** Address by name; a name that isn't listed has 10.0.0.1, null makes it unknown. */
  readonly names?: Readonly<Record<string, string | null>>;
  /** By `address:port`. */
  readonly tcp?: Readonly<Record<string, TcpFact>>;
  /** By the name asked; handshakes go well with no certificate at all. */
  readonly tls?: Readonly<Record<string, TlsFact>>;
  /** The answer to a request; undefined for a good one. */
  readonly http?: (asked: Asked) => HttpFact | undefined;
  /** By program. */
  readonly helpers?: Readonly<Record<string, HelperFact>>;
}

export interface Asked {
  readonly method: HttpKey['method'];
  readonly url: URL;
  /** `GET /v2/` */
  readonly line: string;
  /** Name of the credential sent, `token` for a bearer token, null for nothing (and for an empty login). */
  readonly sent: string | null;
  /** Bytes of a part of an upload; 0 for anything else. */
  readonly bodyBytes: number;
}

export interface Situation {
  readonly reference: string;
  readonly world?: World;
  readonly files?: Readonly<Record<string, string>>;
  readonly host?: Partial<Omit<Host, 'files'>>;
  readonly operation?: Subject['operation'];
  readonly flags?: Partial<ClientFlags>;
  /** Name and version; buildah 1.28.2 unless told otherwise. */
  readonly clients?: readonly (readonly [name: string, version: string])[];
}

/** What an examination says to somebody, with the keys that were put to the network. */
export interface Outcome extends Examination {
  readonly found: readonly Said[];
  /** The first finding, an empty one where there is none. */
  readonly primary: Said;
  readonly asked: readonly FactKey[];
  readonly facts: FactBook;
}

export type Said = Finding & { readonly fixes: readonly Fix[] };

const NOTHING: Said = {
  code: 'fallback-delay',
  severity: 'info',
  title: 'no finding at all',
  subject: '',
  location: null,
  evidence: [],
  clients: [],
  causedBy: null,
  detail: null,
  nextStep: '',
  about: { origin: null, registry: null, file: null },
  fixes: [],
};

/** Rounds of asking; a walk and its trials are settled long before. */
const MAX_ROUNDS = 60;

/** Plans, replays and diagnoses in a made-up world, without any network: verification is off unless `flags` says something of it. */
export function examine(situation: Situation): Outcome {
  const { reference, world = {}, operation = 'pull', clients = [['buildah', '1.28.2']] } = situation;
  const facts = new FactBook();
  const asked: FactKey[] = [];
  const subject: Subject = {
    host: aHost(situation.files ?? {}, situation.host ?? {}),
    vantage: { network: 'host', resolver: 'host', files: '/' },
    clients: clients.map(([name, text]) => {
      const client = clientNamed(name);
      if (client === undefined) throw new Error(`no client ${name}`);
      return { client, version: { text, from: 'flag' } };
    }),
    operation,
    reference,
    flags: {
      tlsVerify: false,
      credentials: false,
      authFile: null,
      certDirectory: null,
      dockerConfigJson: null,
      platform: null,
      ...situation.flags,
    },
    allowInsecureAuth: false,
  };
  const examiner = createExaminer(subject, facts);
  const settle = (needs: () => readonly FactKey[]): void => {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const wanted = needs().filter((key) => !facts.has(key));
      if (wanted.length === 0) return;
      for (const key of wanted) {
        asked.push(key);
        facts.set(key, answer(key, world));
      }
    }
    throw new Error('the walk never ends');
  };
  settle(() => examiner.needs());
  let examination = examiner.examine(null);
  settle(() => {
    examination = examiner.examine(null);
    return examination.needs;
  });
  const found = examination.findings.map(({ finding, fixes }): Said => ({ ...finding, fixes }));
  return { ...examination, found, primary: found[0] ?? NOTHING, asked, facts };
}

function answer(key: FactKey, world: World): Fact {
  switch (key.kind) {
    case 'dns': {
      const address = world.names?.[key.name] === undefined ? '10.0.0.1' : world.names[key.name];
      const known = address != null && key.type !== 'AAAA';
      return {
        kind: 'dns',
        outcome: address == null ? 'nxdomain' : known ? 'answer' : 'nodata',
        addresses: known ? [address] : [],
        ms: 1,
        queries: 1,
        detail: null,
      };
    }
    case 'tcp':
      return world.tcp?.[`${key.address}:${key.port}`] ?? tcpFact();
    case 'tls':
      return world.tls?.[key.serverName ?? targetOf(key.route)] ?? tlsFact();
    case 'http':
      return world.http?.(askedBy(key)) ?? manifestFact();
    default: {
      const helper = key.kind === 'helper' ? world.helpers?.[key.program] : undefined;
      if (helper === undefined) throw new Error(`nobody answers ${keyId(key)}`);
      return helper;
    }
  }
}

function targetOf(route: Route): string {
  return route.kind === 'direct' ? route.address : route.target;
}

function askedBy(key: HttpKey): Asked {
  const url = new URL(key.url);
  const { authorization } = key;
  const sent = authorization === null ? null : authorization.kind === 'bearer' ? 'token' : authorization.credential;
  return { method: key.method, url, line: `${key.method} ${url.pathname}`, sent, bodyBytes: key.bodyBytes ?? 0 };
}
