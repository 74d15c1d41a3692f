import { hostOf } from '../check/host-of.js';
import type { ClientFlags } from '../clients/client.js';
import type { RealClient } from '../prove/real-clients.js';
import type { Enclose } from '../prove/run-client.js';
import type { RoundtripLeft } from '../report/roundtrip/schema.js';
import type { Report } from '../report/schema.js';
import type { Access } from './access.js';
import { type Account, accountOf } from './account.js';
import { forth } from './forth.js';
import type { Ledger } from './ledger.js';
import { type OpinionWorld, previewOf } from './opinion.js';
import { type OwnImage, ownImage } from './own-image.js';
import { removeSent } from './removal.js';
import { tagsLine } from './skopeo-lines.js';
import { NAME_BYTES, type OwnNames, ownNames, type Target } from './target.js';
import { runSkopeo, type Step, type Trip } from './trip.js';

/** What a round trip is asked to do, and the world it does it in. */
export interface RoundtripOptions {
  readonly target: Target;
  /** As given; its file of credentials is the scratch one where the account came with the call. */
  readonly access: Access;
  /** `user:password` that came with the call, or null. */
  readonly credentials: string | null;
  /** The account may cross plain HTTP. */
  readonly allowInsecureAuth: boolean;
  /** Leave the image for the Deployment. */
  readonly keep: boolean;
  /** For everything but the removal, milliseconds. */
  readonly totalMs: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clients: readonly RealClient[];
  /** Absolute path of skopeo. */
  readonly skopeo: string;
  readonly scratch: string;
  /** Puts a program into mounts of its own, or leaves it as it is. */
  readonly enclose: Enclose;
  readonly ledger: Ledger;
  readonly random: (bytes: number) => Uint8Array;
  /** First Ctrl-C: whatever runs is ended, and what was sent is removed. */
  readonly signal: AbortSignal;
  /** Second Ctrl-C: the removal is ended too. */
  readonly hurry: AbortSignal;
  readonly onStep: (words: string) => void;
}

/** What a round trip saw. */
export interface RoundtripResult {
  readonly names: OwnNames;
  readonly image: OwnImage;
  /** GOARCH of the image. */
  readonly architecture: string;
  readonly account: Account | null;
  /** Null where the name was free, or nobody could say. */
  readonly look: Step | null;
  readonly push: Step | null;
  readonly digest: string | null;
  readonly pulls: readonly { readonly client: string; readonly step: Step }[];
  readonly anonymous: { readonly pull: Step | null; readonly push: Step | null };
  /** What regdoctor's own requests came to as nobody. */
  readonly opinion: Report | null;
  /** What `regdoctor check` said of the push before it; null: there is no account, so that nothing could leak. */
  readonly preview: Report | null;
  /** Nothing was run: the account would, or could, have crossed plain HTTP. */
  readonly withheld: boolean;
  readonly diagnosis: Report | null;
  readonly interrupted: boolean;
  readonly left: readonly RoundtripLeft[];
}

const NOTHING = {
  ...{ look: null, push: null, digest: null, pulls: [], anonymous: { pull: null, push: null } },
  ...{ opinion: null, diagnosis: null, interrupted: false, left: [] },
} as const;

/** Bytes that make an image this run's own. */
const SALT_BYTES = 16;
/** In what `skopeo list-tags` prints. */
const HAS_TAGS = /"Tags":\s*\[\s*"/;
/** Names of so many random bits are never taken twice by accident. */
const MOST_NAMES = 3;

/** Pushes, pulls, tries what nobody and the account may do, and removes what it pushed, whatever happens in between. */
export async function roundTrip(options: RoundtripOptions): Promise<RoundtripResult> {
  const { ledger, random, target, access, credentials } = options;
  const looked = hostOf({ root: '/', environment: options.environment, nowMs: Date.now() });
  const { os, architecture } = looked.host.platform;
  const flags: ClientFlags = {
    tlsVerify: access.tlsVerify,
    credentials: credentials !== null,
    authFile: credentials === null ? access.authFile : null,
    certDirectory: access.certDirectory,
    platform: null,
    dockerConfigJson: null,
  };
  const image = ownImage({ os, architecture }, random(SALT_BYTES));
  const other = ownImage({ os, architecture }, random(SALT_BYTES));
  const first = ownNames(target, random(NAME_BYTES));
  const account = await accountOf(looked, `${first.name}:${first.tag}`, flags, credentials);
  const base: Trip = {
    names: first,
    skopeo: options.skopeo,
    access,
    anonymous: account === null,
    scratch: options.scratch,
    enclose: options.enclose,
    secrets: account?.secrets ?? [],
    deadline: performance.now() + options.totalMs,
    signal: options.signal,
    onStep: options.onStep,
  };
  const { allowInsecureAuth, environment, signal } = options;
  const { deadline } = base;
  const world: OpinionWorld = { flags, credentials, allowInsecureAuth, environment, signal, deadline };
  const asked = account === null ? null : await pushPreview(base, world);
  const preview = asked?.report ?? null;
  const about = { image, architecture, account, preview };
  const nothing = { ...about, ...NOTHING, names: first, diagnosis: preview };
  if (signal.aborted) return { ...nothing, interrupted: true, withheld: false };
  if (asked !== null && asked.unsafe.length > 0) return { ...nothing, withheld: true };
  const { trip, look } = await freeName(base, () => ownNames(target, random(NAME_BYTES)));
  ledger.name = trip.names.name;
  let left: readonly RoundtripLeft[] = [];
  const seen = await forth(trip, { ...options, image, other, world, preview, look }).finally(async () => {
    left = await removeSent(trip, {
      ledger,
      keep: options.keep ? trip.names.tag : null,
      by: {
        registry: target.registry,
        repository: trip.names.repository,
        access: { ...access, authFile: flags.authFile },
        needsLogin: credentials !== null,
      },
      signal: options.hurry,
    });
  });
  return { ...about, names: trip.names, look, ...seen, interrupted: signal.aborted, left, withheld: false };
}

function pushPreview(trip: Trip, world: OpinionWorld): ReturnType<typeof previewOf> {
  trip.onStep('asking regdoctor check about the push');
  const reference = `${trip.names.name}:${trip.names.tag}`;
  return previewOf({ reference, operation: 'push', clients: ['skopeo'] }, world);
}

/** A repository that has no tags. `look`: the registry could not be asked at all. */
async function freeName(base: Trip, another: () => OwnNames): Promise<{ trip: Trip; look: Step | null }> {
  let trip = base;
  for (let round = 0; round < MOST_NAMES; round += 1) {
    const { access, scratch, anonymous, names } = trip;
    trip.onStep(`looking whether ${names.name} is free`);
    const look = await runSkopeo(trip, tagsLine({ access, scratch, anonymous }, names.name));
    if (look.outcome === 'unknown' || look.refusal === 'unreached') return { trip, look };
    if (!HAS_TAGS.test(look.output)) break;
    trip = { ...trip, names: another() };
  }
  return { trip, look: null };
}
