import type { RoundtripInput } from '../report/roundtrip/build.js';
import { isLoopback } from '../report/roundtrip/findings.js';
import type { RoundtripDeployment, RoundtripRights, RoundtripRun } from '../report/roundtrip/schema.js';
import { bytesOf } from '../text/bytes.js';
import { cleanText } from '../text/clean.js';
import { accessFlags } from './access.js';
import { deploymentYaml, secretCommands } from './deployment.js';
import { keepLine, nextLine, type RoundtripCall } from './next-line.js';
import { rightsFrom } from './rights.js';
import type { RoundtripResult } from './roundtrip.js';
import type { Step } from './trip.js';

type Told = Pick<
  RoundtripInput,
  | 'registry'
  | 'image'
  | 'runs'
  | 'rights'
  | 'diagnosis'
  | 'deployment'
  | 'left'
  | 'remains'
  | 'notes'
  | 'interrupted'
  | 'untried'
>;

/** Longest last words in a table. */
const MAX_CHARACTERS = 600;
const MAX_TYPED_CHARACTERS = 300;

const WITHHELD = {
  what: 'the round trip',
  why: 'skopeo would, or could, send the account over plain HTTP',
  needed: '--allow-insecure-auth',
};

/** What a round trip saw, in the words of its document. Pure. */
export function toldOf(result: RoundtripResult, call: RoundtripCall): Told {
  const { names, image, architecture, digest, left } = result;
  const reference = `${names.name}:${names.tag}`;
  const { repository, tag } = names;
  const rights = rightsOf(result);
  const wasSent = result.push !== null && result.push.refusal !== 'denied';
  return {
    registry: cleanText(call.typed, MAX_TYPED_CHARACTERS),
    image: wasSent
      ? { reference, repository, tag, digest, bytes: image.bytes, platform: `linux/${architecture}` }
      : null,
    runs: runsOf(result, reference, call),
    rights,
    diagnosis: result.diagnosis,
    deployment: digest === null ? null : deploymentOf(result, reference, rights, call),
    left: [...left],
    remains: wasSent
      ? `up to ${bytesOf(2 * image.bytes)} that nothing refers to stay until the registry collects its garbage; docker-registry also goes on listing the empty repository ${repository}, where directories of uploads are purged later`
      : null,
    notes: notesOf(result, wasSent),
    interrupted: result.interrupted,
    untried: result.withheld ? WITHHELD : null,
  };
}

/** What was allowed, and what regdoctor's own requests left: where the own repository was pushed to, that is part of what remains of it. */
function notesOf({ preview, opinion, diagnosis }: RoundtripResult, wasSent: boolean): string[] {
  const notes = [preview, opinion, diagnosis].flatMap((report) => report?.notes ?? []);
  return [...new Set(notes)].filter((note) => !wasSent || !note.includes('upload session'));
}

function rightsOf({
  names,
  anonymous,
  account,
  push,
  pulls,
  opinion,
  diagnosis,
}: RoundtripResult): RoundtripRights | null {
  if (push === null) return null;
  const own = account === null ? null : { credential: account.credential, push, pulls: pulls.map(({ step }) => step) };
  return rightsFrom({
    name: names.name,
    anonymous,
    account: own,
    opinion: opinion?.rights ?? (push.outcome === 'ok' ? null : diagnosis?.rights) ?? null,
  });
}

function runsOf(
  { look, push, pulls, account, left }: RoundtripResult,
  reference: string,
  call: RoundtripCall,
): RoundtripRun[] {
  const as = account === null ? 'anonymous' : 'account';
  const isThere = left.some(({ sure }) => sure);
  const run = (
    client: string,
    does: RoundtripRun['does'],
    { program, outcome, ms, says, causes, refusal }: Step,
  ): RoundtripRun => ({
    ...{ client, program, does, as, reference, outcome, ms, explained: [...causes], refusal },
    says: says === null ? null : cleanText(says, MAX_CHARACTERS),
    next:
      outcome === 'ok'
        ? null
        : nextLine(
            {
              client,
              does,
              reference,
              isThere,
              refusal,
              cause: causes[0] ?? null,
              needsAccount: account === null && refusal === 'denied',
            },
            call,
          ),
  });
  return [
    ...(look === null ? [] : [run('skopeo', 'look', look)]),
    ...(push === null ? [] : [run('skopeo', 'push', push)]),
    ...pulls.map(({ client, step }) => run(client, 'pull', step)),
  ];
}

function deploymentOf(
  { architecture, image, left, names }: RoundtripResult,
  reference: string,
  rights: RoundtripRights | null,
  call: RoundtripCall,
): RoundtripDeployment {
  const { target, access } = call;
  const needsSecret = rights !== null && rights.account !== null && rights.anonymous.pull.may !== 'yes';
  const login = ['skopeo', 'login', ...accessFlags({ ...access, authFile: null }, '', false)];
  return {
    yaml: deploymentYaml({ reference, architecture, needsSecret }),
    again: left.some(({ tag }) => tag === names.tag) ? null : keepLine(call),
    secret: needsSecret ? secretCommands(login, target.registry) : [],
    notes: [
      ...(needsSecret ? ['LOGIN holds user:password of an account that may pull'] : []),
      ...(isLoopback(target.registry)
        ? [`${target.registry} is every node itself there: give the nodes a name that they reach`]
        : []),
      ...(image.runs
        ? []
        : [`the image holds no program for ${architecture}: its pod does not start; the event Pulled is what counts`]),
    ],
  };
}
