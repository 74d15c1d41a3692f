import { expect } from 'vitest';
import { closedPort } from '../../../../src/lab/listen.js';
import type { ServerCertificate } from '../../../conformance/rig/pki.js';
import { CANARIES, canariesIn } from './canaries.js';
import { type Ground, machineFiles, type Stored, writeRoot } from './ground.js';
import { type Run, runCommandLine, runHere, says } from './run.js';
import { type Behaviour, type HostileServer, startServer } from './servers.js';

/** Where the servers of one attack are, as a hostile answer would name them. */
export interface Places {
  /** The registry that was asked for, `registry.test:PORT`. */
  readonly registry: string;
  /** Another host with a certificate as good as the registry's, `other.test:PORT`. */
  readonly other: string;
  /** A host that speaks plain HTTP, `other.test:PORT`. */
  readonly plain: string;
  /** Port of a server that must never be connected to, on every address of this machine and of the cloud. */
  readonly forbiddenPort: number;
}

export interface Attack {
  readonly name: string;
  /** The registry's behaviour. */
  readonly registry: (places: Places) => Behaviour;
  /** What the other hosts answer; left out: 404. Whatever they are told is kept. */
  readonly other?: (places: Places) => Behaviour;
  /** `cli`: through the built command line, the registry on a loopback address. `check`: in process, the registry elsewhere. */
  readonly by: 'cli' | 'check';
  readonly exit: 0 | 1 | 3 | readonly number[];
  /** The one sentence that names what was wrong. */
  readonly said: RegExp;
  /** What must not be said. */
  readonly unsaid?: RegExp;
  readonly stored?: Stored;
  readonly client?: string;
  readonly operation?: 'pull' | 'push';
  readonly plainRegistry?: true;
  /** True: the client sends its login there too, over a connection as trusted as the registry's. */
  readonly otherIsTold?: true;
  readonly timeoutS?: number;
  readonly files?: Readonly<Record<string, string>>;
  /** Certificate of the registry instead of the usual one; only `forbiddenPort` and `plain` are known when it is made. */
  readonly certificate?: (places: Places) => Promise<ServerCertificate>;
  /** True: the plain host is the proxy of the client, with a login of its own (in process only). */
  readonly throughProxy?: true;
  /** Port on loopback of the machine's name server (in process only). */
  readonly nameServer?: number;
  /** Looks at what the servers were told. */
  readonly after?: (
    told: { readonly registry: string; readonly other: string; readonly plain: string },
    run: Run,
  ) => void;
}

/** Ends of runs: what starting and ending a process adds at most on a busy machine, ms. */
const PROCESS_MS = 6000;
/** Node with the program loaded takes 90 MB; four MiB of a body, its text and its JSON come on top. */
const MOST_RESIDENT_BYTES = 512_000_000;
/** What a report may come to, characters: facts are cut, however much a server says. */
const MOST_WRITTEN = 3_000_000;
const TIMEOUT_S = 4;
/** Addresses (TEST-NET-3) that the machine believes its registry to be at, in process. */
export const FAR = '203.0.113.7';
/** Where such a machine believes its name server to be. */
export const NAME_SERVER = '203.0.113.53';
/** Nothing a terminal would act on, and nothing that turns text around or hides in it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;
/** Addresses whose every port leads to the trap in process. */
const NEAR_ADDRESSES = [
  '127.0.0.1',
  '127.1.2.3',
  '[::1]',
  '169.254.169.254',
  '169.254.7.7',
  '0.0.0.0',
  '[::]',
  '100.100.100.200',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:a9fe:a9fe]',
];

/** Runs one attack and asserts what holds for all of them. */
export async function withstand(ground: Ground, attack: Attack): Promise<void> {
  const servers: HostileServer[] = [];
  const places = {} as { -readonly [Name in keyof Places]: Places[Name] };
  const start = async (behave: () => Behaviour, tls: boolean, certificate = ground.certificate) => {
    const server = await startServer(behave, tls ? certificate : null);
    servers.push(server);
    return server;
  };
  try {
    const silent: Behaviour = { http: (_request, response) => response.writeHead(404).end() };
    const otherwise = (): Behaviour => attack.other?.(places) ?? silent;
    const trap = await start(() => silent, false);
    places.forbiddenPort = trap.port;
    const other = await start(otherwise, true);
    places.other = `other.test:${other.port}`;
    const plain = await start(otherwise, false);
    places.plain = `other.test:${plain.port}`;
    const certificate = (await attack.certificate?.(places)) ?? ground.certificate;
    const registry = await start(() => attack.registry(places), attack.plainRegistry !== true, certificate);
    places.registry = `registry.test:${registry.port}`;

    const address = attack.by === 'cli' ? '127.0.0.1' : FAR;
    const files = await machineFiles(ground, places.registry, address, attack.stored ?? 'login', attack.files);
    const proxy = `http://proxyuser:${CANARIES.proxyPassword}@${FAR}:${plain.port}`;
    const timeoutS = attack.timeoutS ?? TIMEOUT_S;
    const asked = {
      reference: `${places.registry}/team/app:1.0`,
      files,
      root: attack.by === 'cli' ? writeRoot(ground, files) : '/',
      environment: attack.throughProxy === true ? { HTTPS_PROXY: proxy, HTTP_PROXY: proxy } : {},
      client: attack.client ?? 'skopeo@1.9.3',
      operation: attack.operation ?? 'pull',
      allowInsecureAuth: false,
      timeoutS,
      portMap: attack.by === 'cli' ? null : await portMap(servers, trap, attack.nameServer ?? null),
    } as const;
    const run = attack.by === 'cli' ? await runCommandLine(asked) : await runHere(asked);
    const told = { registry: registry.received(), other: other.received(), plain: plain.received() };
    const summary = `${says(run)}\n${run.text}`;

    expect(run.ms, 'it ends in time').toBeLessThan(timeoutS * 1000 + PROCESS_MS);
    if (run.peakBytes !== null) expect(run.peakBytes, 'memory stays bounded').toBeLessThan(MOST_RESIDENT_BYTES);
    expect(run.written.length, 'what is written stays bounded').toBeLessThan(MOST_WRITTEN);
    expect(canariesIn(run.written), 'no secret is written').toEqual([]);
    const forProxy = attack.throughProxy === true ? ['proxyPassword'] : [];
    expect(canariesIn(told.plain), 'no secret crosses plain HTTP, but for the proxy its own').toEqual(forProxy);
    expect(canariesIn(told.registry), "nobody else gets the proxy's").not.toContain('proxyPassword');
    expect(canariesIn(trap.received()), 'no secret goes near').toEqual([]);
    if (attack.otherIsTold !== true) expect(canariesIn(told.other), 'no secret goes elsewhere').toEqual([]);
    if (attack.by === 'check') expect(trap.connections(), `nothing near is connected to\n${summary}`).toBe(0);
    expect(run.text, 'nothing acts on a terminal').not.toMatch(UNSAFE);
    expect(says(run), summary).toMatch(attack.said);
    if (attack.unsaid !== undefined) expect(says(run), summary).not.toMatch(attack.unsaid);
    expect([attack.exit].flat(), summary).toContain(run.exitCode);
    expect(run.report.exitCode).toBe(run.exitCode);
    expect(summary, 'nothing of regdoctor itself broke').not.toMatch(/internal: |a bug in regdoctor/);
    attack.after?.(told, run);
  } finally {
    for (const server of servers) server.stop();
  }
}

/** In process: the registry and the other hosts are far away by their address, and everything near leads to the trap. */
async function portMap(servers: readonly HostileServer[], trap: HostileServer, nameServer: number | null) {
  const closed = await closedPort('127.0.0.1', 0);
  const map = new Map<string, { address: string; port: number }>();
  for (const port of [80, 443]) map.set(`${FAR}:${port}`, { address: '127.0.0.1', port: closed });
  for (const { port } of servers)
    map.set(`${FAR}:${port}`, { address: '127.0.0.1', port: port === trap.port ? closed : port });
  if (nameServer !== null) map.set(`${NAME_SERVER}:53`, { address: '127.0.0.1', port: nameServer });
  for (const address of NEAR_ADDRESSES)
    for (const port of [trap.port, 80, 443]) map.set(`${address}:${port}`, { address: '127.0.0.1', port: trap.port });
  return map;
}
