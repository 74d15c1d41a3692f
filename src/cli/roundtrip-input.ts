import { randomBytes } from 'node:crypto';
import { rmSync, writeSync } from 'node:fs';
import { findProgram } from '../host/find-program.js';
import { kubernetesPod } from '../host/kubernetes-pod.js';
import { rootFiles } from '../host/root-files.js';
import { guessVantage } from '../host/vantage.js';
import { credentialsFile } from '../prove/credentials-file.js';
import { enclosure } from '../prove/enclosure.js';
import { realClients } from '../prove/real-clients.js';
import { Scratch } from '../prove/scratch.js';
import { EXIT } from '../report/exit-code.js';
import type { RoundtripInput } from '../report/roundtrip/build.js';
import type { Access } from '../roundtrip/access.js';
import { type ByHand, removeCommand } from '../roundtrip/by-hand.js';
import { watchSignals } from '../roundtrip/interruption.js';
import { Ledger } from '../roundtrip/ledger.js';
import { roundTrip } from '../roundtrip/roundtrip.js';
import type { Target } from '../roundtrip/target.js';
import { toldOf } from '../roundtrip/told.js';
import { cleanText } from '../text/clean.js';
import { VERSION } from '../version.js';
import { clientEnvironment } from './client-environment.js';
import type { RoundtripFlags } from './roundtrip-access.js';
import { stepProgress } from './step-progress.js';

/** A round trip as it was called. */
export interface RoundtripRequest {
  readonly typed: string;
  readonly target: Target;
  readonly access: Access;
  /** `user:password`, or null. */
  readonly credentials: string | null;
  readonly flags: RoundtripFlags;
}

const SECOND_MS = 1000;
const MAX_TYPED_CHARACTERS = 300;
const ACCOUNT_FILE = 'auth.json';
/** Where to get the one program without which nothing can be tried. */
const NEEDS_SKOPEO = 'skopeo: from the package of that name, or the image of regdoctor, which holds it';

/** Makes the scratch directory, watches the signals, runs the round trip, and cleans up after it. */
export async function roundtripInput(request: RoundtripRequest): Promise<RoundtripInput> {
  const startedAt = new Date();
  const started = performance.now();
  const ends = (told: Told): RoundtripInput => ({
    ...{ tool: { name: 'regdoctor', version: VERSION }, startedAt: startedAt.toISOString(), vantage: vantage() },
    ...told,
    timing: { totalMs: Math.round(performance.now() - started) },
  });
  const skopeo = findProgram('skopeo');
  if (skopeo === null) {
    const why = 'skopeo is not here: it pushes, tries what nobody may do, and removes';
    return ends(untried(request, { what: 'the round trip', why, needed: NEEDS_SKOPEO }));
  }
  const scratch = await Scratch.make().catch((error: NodeJS.ErrnoException) => error);
  if (!(scratch instanceof Scratch)) {
    const why = `there is no directory to write to (${scratch.code ?? scratch.message})`;
    return ends(
      untried(request, { what: 'the round trip', why, needed: 'TMPDIR=DIR, a directory that can be written to' }),
    );
  }
  return ends(await within(request, skopeo, scratch));
}

type Told = Omit<RoundtripInput, 'tool' | 'startedAt' | 'vantage' | 'timing'>;

async function within(request: RoundtripRequest, skopeo: string, scratch: Scratch): Promise<Told> {
  const { typed, target, access, credentials, flags } = request;
  const ledger = new Ledger();
  const clients = realClients();
  const progress = stepProgress({ stream: process.stderr, enabled: !flags.json });
  // Whatever ends this process, no password stays on the disk.
  const removeNow = (): void => rmSync(scratch.path, { recursive: true, force: true });
  process.once('exit', removeNow);
  // The terminal may be gone, which must not keep anything from being removed.
  process.stderr.on('error', () => undefined);
  const by = { registry: target.registry, access, needsLogin: credentials !== null };
  const interruption = watchSignals(
    () => {
      tell('interrupted: removing what was pushed; Ctrl-C again ends at once\n');
      // Whoever asks this process to end may end it before the removal has.
      tellLeft(ledger, by);
    },
    () => leaveAtOnce(ledger, by),
  );
  let isTold = false;
  try {
    const auth = credentials === null ? null : credentialsFile(target.registry, credentials);
    const authFile = auth === null ? access.authFile : await scratch.secretFile(ACCOUNT_FILE, auth);
    const result = await roundTrip({
      target,
      access: { ...access, authFile },
      credentials,
      allowInsecureAuth: flags['allow-insecure-auth'],
      keep: flags.keep,
      totalMs: flags.timeout * SECOND_MS,
      environment: clientEnvironment(process.env),
      clients,
      skopeo,
      scratch: scratch.path,
      enclose: await enclosure(await scratch.directory('try')),
      ledger,
      random: (bytes) => randomBytes(bytes),
      signal: interruption.first,
      hurry: interruption.second,
      onStep: progress.onStep,
    });
    isTold = true;
    const withCredentials = credentials !== null;
    return toldOf(result, { typed, target, access, withCredentials, allowInsecureAuth: flags['allow-insecure-auth'] });
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    const why = `the directory for scratch files can't be written to (${code})`;
    return untried(request, { what: 'the round trip', why, needed: 'room below TMPDIR' });
  } finally {
    progress.stop();
    const unshare = clients.find(({ name }) => name !== 'skopeo')?.program ?? null;
    const left = await scratch.remove(unshare);
    if (left !== null) process.stderr.write(`regdoctor: ${left}\n`);
    if (!isTold) tellLeft(ledger, by);
    interruption.dispose();
    process.off('exit', removeNow);
  }
}

/** For an end that no report follows: written at once, whatever becomes of the process. */
function tellLeft(ledger: Ledger, by: Omit<ByHand, 'repository'>): void {
  const repository = ledger.name?.slice(by.registry.length + 1) ?? '';
  for (const sent of ledger.tags) {
    const how = by.needsLogin ? 'to remove it (LOGIN holds user:password)' : 'to remove it';
    tell(
      `may be left in the registry: ${ledger.name}:${sent.tag}; ${how}: ${removeCommand(sent, { ...by, repository })}\n`,
    );
  }
}

function tell(line: string): void {
  try {
    writeSync(process.stderr.fd, line);
  } catch {
    // The terminal may be gone.
  }
}

function leaveAtOnce(ledger: Ledger, by: Omit<ByHand, 'repository'>): never {
  tellLeft(ledger, by);
  process.exit(EXIT.unknown);
}

function vantage(): RoundtripInput['vantage'] {
  const surroundings = { environment: clientEnvironment(process.env), ownFiles: rootFiles('/') };
  const seen = guessVantage({ ...surroundings, root: '/' });
  const pod = kubernetesPod(surroundings, seen.network);
  return pod === null ? seen : { ...seen, kubernetes: pod };
}

function untried({ typed }: RoundtripRequest, why: NonNullable<RoundtripInput['untried']>): Told {
  return {
    ...{ registry: cleanText(typed, MAX_TYPED_CHARACTERS), image: null, runs: [], rights: null, diagnosis: null },
    ...{ deployment: null, left: [], remains: null, notes: [], interrupted: false, untried: why },
  };
}
