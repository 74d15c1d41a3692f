import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { CaseHost } from '../../conformance/rig/case-host.js';
import { clientMountScript } from '../../conformance/rig/client-files.js';
import { startDnsmasq } from '../../conformance/rig/dns.js';
import { Listeners } from '../../conformance/rig/listeners.js';
import type { Namespace } from '../../conformance/rig/namespace.js';
import { ADDRESS, createNetwork, type Network } from '../../conformance/rig/network.js';
import { type DifferentialCase, NAMES, PORTS } from '../case.js';
import { Predictor } from '../predict/predictor.js';
import { Capture } from '../recorder/capture.js';
import { Recorder } from '../recorder/recorder.js';
import { placeFiles } from './machine-files.js';
import { installPorts, setPorts } from './ports.js';
import type { Shared } from './shared.js';

const LOOPBACK = '127.0.0.1';

/** What a login shell of root would have, and nothing of ours. */
const ENVIRONMENT = { HOME: '/root', USER: 'root', LANG: 'C.UTF-8' };

type Endpoint = readonly [address: string, port: number];

/** One machine with its network, on which cases run one after the other: namespaces, recording registries, a predictor. */
export class World {
  readonly host: CaseHost;
  /** A scratch directory outside the namespaces. */
  readonly directory: string;
  /** What the programs of this world keep between cases: daemons, by program. */
  readonly daemons = new Map<string, unknown>();
  readonly #shared: Shared;
  readonly #network: Network;
  readonly #listeners: readonly Listeners[];
  readonly #predictor: Predictor;
  readonly recorder: Recorder;
  readonly capture: Capture;

  private constructor(parts: {
    shared: Shared;
    directory: string;
    network: Network;
    listeners: readonly Listeners[];
    predictor: Predictor;
    recorder: Recorder;
    capture: Capture;
  }) {
    this.#shared = parts.shared;
    this.directory = parts.directory;
    this.#network = parts.network;
    this.host = new CaseHost(parts.network.client);
    this.#listeners = parts.listeners;
    this.#predictor = parts.predictor;
    this.recorder = parts.recorder;
    this.capture = parts.capture;
  }

  static async create(shared: Shared): Promise<World> {
    const directory = await mkdtemp(join(shared.directory, 'world-'));
    const network = await createNetwork(clientMountScript(shared.replaced));
    try {
      const { client, server } = network;
      const host = new CaseHost(client);
      const lines = Object.entries(NAMES).map(([name, address]) => `${address}\t${name}`);
      await host.writeFile('/etc/hosts', `${lines.join('\n')}\n::1\tlocalhost\n`);
      await host.useNameservers([ADDRESS.dns]);
      await host.trustInSystemStore(shared.pem['root-ca'] ?? '');
      await mkdir(client.outside('/root/case'), { recursive: true });
      await Promise.all([startDnsmasq(server, directory, {}), installPorts(server), installPorts(client)]);
      const [outer, inner] = [new Listeners(server), new Listeners(client)];
      const recorder = new Recorder(shared.certificates);
      for (const [address, port] of endpoints(false)) await recorder.listen(outer, address, port);
      for (const [address, port] of endpoints(true)) await recorder.listen(inner, address, port);
      const capture = await Capture.start(client, inner);
      const predictor = Predictor.start(client, shared.predictorBundle);
      return new World({ shared, directory, network, listeners: [outer, inner], predictor, recorder, capture });
    } catch (error) {
      await network.end();
      throw error;
    }
  }

  get machine(): Namespace {
    return this.#network.client;
  }

  /** Makes machine and network those of the case. */
  async place(one: DifferentialCase): Promise<void> {
    await placeFiles(this.machine, one.files, this.#shared.pem);
    await Promise.all([
      setPorts(this.#network.server, endpoints(false), one.network),
      setPorts(this.#network.client, endpoints(true), one.network),
    ]);
    this.recorder.use(one.network);
  }

  /** Environment of a program that a person starts on this machine. */
  environmentOf(one: DifferentialCase): Readonly<Record<string, string>> {
    return { ...ENVIRONMENT, ...one.environment };
  }

  /** What regdoctor predicts for the case in place. */
  predict(one: DifferentialCase): ReturnType<Predictor['predict']> {
    return this.#predictor.predict(one, this.environmentOf(one));
  }

  /** Starts the record anew: what was asked before was not the program. */
  async forget(): Promise<void> {
    await this.capture.forget();
    this.recorder.forget();
  }

  async end(): Promise<void> {
    this.recorder.forget();
    await Promise.all(this.#listeners.map((each) => each.end()));
    await this.#network.end();
  }
}

function endpoints(inner: boolean): Endpoint[] {
  const addresses = Object.values(NAMES).filter((address) => (address === LOOPBACK) === inner);
  return addresses.flatMap((address) => PORTS.map((port): Endpoint => [address, port]));
}
