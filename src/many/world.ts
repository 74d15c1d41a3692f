import { vantageOf } from '../check/check.js';
import { clientCertificate } from '../check/client-certificate.js';
import { clientsOn, hostOf, type LookedAtHost } from '../check/host-of.js';
import { rememberedVerdicts } from '../check/judge.js';
import { MOST_FOR_ONE_STEP } from '../check/run.js';
import { SavedFiles } from '../check/saved-files.js';
import { secretReader, vaultWith } from '../check/secrets.js';
import type { Subject } from '../check/subject.js';
import { FactBook } from '../facts/book.js';
import { recordFiles } from '../host/recorder.js';
import { rootFiles } from '../host/root-files.js';
import { createProber } from '../probes/prober.js';
import { LagMeter } from './lag.js';
import type { ManyOptions } from './options.js';
import { type SharedProber, shareProber } from './shared-prober.js';

/** What all references of a run share: the machine as it was when the run began, its clients, and all that was seen of the network. */
export interface World {
  readonly clients: Subject['clients'];
  readonly vantage: Subject['vantage'];
  readonly facts: FactBook;
  readonly prober: SharedProber;
  readonly verdictsFor: ReturnType<typeof rememberedVerdicts>;
  readonly saved: SavedFiles;
  /** The same machine once more, with a record of its own of what is read. */
  look(): LookedAtHost;
  /** Forgets facts that nobody will ask for any more, and the tokens that came with them. */
  forget(ids: readonly string[]): void;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Looks at the machine once and makes what asks the network. Runs the programs of clients for their versions, once. */
export async function openWorld(options: ManyOptions): Promise<World> {
  const { root, environment, signal } = options;
  // Every path is read once a run; the records of single registries lie over it.
  const { files } = recordFiles(options.files ?? rootFiles(root));
  const nowMs = Date.now();
  const look = (): LookedAtHost => hostOf({ root, environment, nowMs, files });
  const { host } = look();
  const facts = new FactBook();
  const vault = vaultWith(options.credentials);
  const prober = createProber({
    secrets: secretReader(host, vault),
    portMap: options.portMap ?? null,
    readClientCertificate: (path, keyPath) => clientCertificate(host.files, path, keyPath),
    // The programs of another machine are not run here.
    helperEnvironment: root === '/' && options.files === undefined ? environment : null,
  });
  const lag = new LagMeter();
  const stepMs = Math.min(options.stepMs, options.totalMs * MOST_FOR_ONE_STEP);
  return {
    clients: await clientsOn(host, root, options.clients),
    vantage: vantageOf(options),
    facts,
    prober: shareProber({ prober, facts, stepMs, signal, lag, onProbe: options.onProbe }),
    verdictsFor: rememberedVerdicts(),
    saved: new SavedFiles(),
    look,
    forget(ids) {
      facts.forget(ids);
      vault.forgetTokens(ids);
    },
    async close() {
      lag.stop();
      await prober.close();
    },
  };
}
