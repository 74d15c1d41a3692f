import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endPauseProcess } from '../prove/pause-process.js';
import type { Report } from '../report/schema.js';
import { writeLayout } from './layout.js';
import { asNobody, type OpinionWorld, opinionOf, previewOf } from './opinion.js';
import type { OwnImage } from './own-image.js';
import type { RoundtripOptions, RoundtripResult } from './roundtrip.js';
import { pullLine, pushLine } from './skopeo-lines.js';
import { runSkopeo, runStep, type Step, type Trip, withheldStep } from './trip.js';

/** What goes forth: everything before the removal. */
export interface ForthOptions extends Pick<RoundtripOptions, 'ledger' | 'clients' | 'signal'> {
  readonly image: OwnImage;
  /** Pushed without an account. */
  readonly other: OwnImage;
  readonly world: OpinionWorld;
  /** What `regdoctor check` said of the push before, or null: it was not asked. */
  readonly preview: Report | null;
  /** Not null: the registry can't be asked, and nothing is pushed. */
  readonly look: Step | null;
}

type Seen = Pick<RoundtripResult, 'push' | 'digest' | 'pulls' | 'anonymous' | 'opinion' | 'diagnosis'>;

const NOTHING: Seen = {
  push: null,
  digest: null,
  pulls: [],
  anonymous: { pull: null, push: null },
  opinion: null,
  diagnosis: null,
};

/** Pushes, pulls with every client, tries what nobody may do, and asks `regdoctor check` about what failed. Nothing is removed here. */
export async function forth(trip: Trip, options: ForthOptions): Promise<Seen> {
  const { look, image, other, signal } = options;
  const { name, tag, anonymousTag } = trip.names;
  const reference = `${name}:${tag}`;
  if (look !== null) return { ...NOTHING, diagnosis: await pushDiagnosis(trip, options) };
  trip.onStep(`pushing ${reference} ${trip.anonymous ? 'without an account' : 'with the account'}`);
  const { step: push, digest } = await pushed(trip, options, image, tag, trip.anonymous);
  const anonymous: { pull: Step | null; push: Step | null } = { pull: null, push: trip.anonymous ? push : null };
  if (push.outcome !== 'ok') {
    return { ...NOTHING, push, digest, anonymous, diagnosis: await pushDiagnosis(trip, options) };
  }
  const pulls = await pulled(trip, options, reference);
  if (!signal.aborted) {
    trip.onStep(`pulling ${reference} without an account`);
    const use = { access: trip.access, scratch: trip.scratch, anonymous: true };
    anonymous.pull = await runSkopeo(trip, pullLine(use, reference, join(trip.scratch, 'anonymous')));
  }
  if (!trip.anonymous && !signal.aborted) {
    trip.onStep(`pushing ${name}:${anonymousTag} without an account`);
    anonymous.push = (await pushed(trip, options, other, anonymousTag, true)).step;
  }
  const opinion = await opinionAsNobody(trip, options, anonymous);
  const failed = pulls
    .filter(({ step }) => step.outcome !== 'ok' && step.refusal !== 'local')
    .map(({ client }) => client);
  const diagnosis = failed.length === 0 ? null : await diagnosed(trip, options, 'pull', failed);
  return { push, digest, pulls, anonymous, opinion, diagnosis };
}

/** The tag is in the ledger before anything is sent. */
async function pushed(
  trip: Trip,
  { ledger }: ForthOptions,
  image: OwnImage,
  tag: string,
  anonymous: boolean,
): Promise<{ step: Step; digest: string | null }> {
  const layout = join(trip.scratch, `layout-${tag}`);
  await writeLayout(layout, image);
  const digestFile = join(trip.scratch, `digest-${tag}`);
  const use = { access: trip.access, scratch: trip.scratch, anonymous };
  ledger.sent({ tag, digest: null });
  const step = await runSkopeo(trip, pushLine(use, layout, `${trip.names.name}:${tag}`, digestFile));
  const told = (await readFile(digestFile, 'utf8').catch(() => '')).trim();
  const digest = /^sha256:[0-9a-f]{64}$/.test(told) ? told : null;
  if (step.outcome === 'ok') ledger.sent({ tag, digest });
  // Who is not let in has left nothing; whatever else went wrong may have come after the registry took it.
  else if (step.refusal === 'denied') ledger.gone(tag);
  return { step, digest };
}

async function pulled(trip: Trip, options: ForthOptions, reference: string): Promise<Seen['pulls']> {
  const { clients, signal } = options;
  const unsafe = await unsafePulls(trip, options, reference);
  const pulls: { client: string; step: Step }[] = [];
  const { tlsVerify, certDirectory, authFile } = trip.access;
  for (const client of clients) {
    if (signal.aborted) break;
    if (unsafe.includes(client.name)) {
      pulls.push({ client: client.name, step: withheldStep(client.program) });
      continue;
    }
    trip.onStep(`pulling ${reference} by ${client.name}`);
    const scratch = join(trip.scratch, client.name);
    await mkdir(scratch);
    const call = client.pull({ reference, scratch, tlsVerify, certDirectory, authFile });
    pulls.push({ client: client.name, step: await runStep(trip, call, scratch) });
    await endPauseProcess(scratch);
  }
  return pulls;
}

/** A pull may go elsewhere than the push, and with another login than the push's. */
async function unsafePulls(
  trip: Trip,
  { clients, world, signal }: ForthOptions,
  reference: string,
): Promise<readonly string[]> {
  if (signal.aborted || world.allowInsecureAuth || clients.length === 0) return [];
  trip.onStep('asking regdoctor check about the pulls');
  const question = { reference, operation: 'pull', clients: clients.map(({ name }) => name) } as const;
  return (await previewOf(question, world)).unsafe;
}

/** Nothing can be asked any more. */
function isOver({ signal, deadline }: OpinionWorld): boolean {
  return signal.aborted || performance.now() >= deadline;
}

/** What regdoctor's own requests come to as nobody, where skopeo's did not get through. */
async function opinionAsNobody(
  trip: Trip,
  { world }: ForthOptions,
  { pull, push }: { readonly pull: Step | null; readonly push: Step | null },
): Promise<Report | null> {
  if (isOver(world) || [pull, push].every((step) => step === null || step.outcome === 'ok')) return null;
  trip.onStep('asking what anonymous users may do');
  const reference = `${trip.names.name}:${trip.names.tag}`;
  return opinionOf({ reference, operation: 'push', clients: ['skopeo'] }, asNobody(world));
}

async function pushDiagnosis(trip: Trip, options: ForthOptions): Promise<Report | null> {
  return options.preview ?? diagnosed(trip, options, 'push', ['skopeo']);
}

async function diagnosed(
  trip: Trip,
  { world }: ForthOptions,
  operation: 'push' | 'pull',
  clients: readonly string[],
): Promise<Report | null> {
  if (isOver(world)) return null;
  trip.onStep('asking regdoctor check why');
  return opinionOf({ reference: `${trip.names.name}:${trip.names.tag}`, operation, clients }, world);
}
