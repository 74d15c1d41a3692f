import type { RoundtripRight, RoundtripRights } from '../report/roundtrip/schema.js';
import type { Report } from '../report/schema.js';
import { cleanText } from '../text/clean.js';
import type { Step } from './trip.js';

/** What was tried, and how it ended; null: not tried. */
export interface Tries {
  /** `registry/repository` */
  readonly name: string;
  readonly anonymous: { readonly pull: Step | null; readonly push: Step | null };
  /** The account, by where it comes from; null: none is used. */
  readonly account: {
    readonly credential: string;
    readonly push: Step | null;
    /** By each client that is here. */
    readonly pulls: readonly Step[];
  } | null;
  /** What regdoctor's own requests came to as nobody, asked where skopeo was refused. */
  readonly opinion: Report['rights'];
}

/** Longest sentence on how something was seen. */
const MAX_CHARACTERS = 300;
const UNTRIED: RoundtripRight = { may: 'unknown', seen: 'not tried' };

/** Who may do what with the own repository. */
export function rightsFrom({ name, anonymous, account, opinion }: Tries): RoundtripRights {
  return {
    repository: name,
    anonymous: {
      pull: anonymousRight('pull', anonymous.pull, opinion),
      push: anonymousRight('push', anonymous.push, opinion),
    },
    account:
      account === null
        ? null
        : {
            credential: cleanText(account.credential, MAX_CHARACTERS),
            push: right('pushed it', account.push),
            pull: pullRight(account.pulls),
          },
  };
}

/** The real try counts first; where it was refused, regdoctor's own requests may get further than skopeo does, or tell why it was. */
function anonymousRight(what: 'pull' | 'push', step: Step | null, opinion: Report['rights']): RoundtripRight {
  const done = what === 'pull' ? 'pulled it without an account' : 'pushed without an account';
  const tried = right(done, step, what === 'pull');
  const own = opinion?.anonymous[what] ?? 'unknown';
  if (step === null && own !== 'unknown') return seen(own, "by regdoctor's own requests");
  if (step === null || tried.may === 'yes' || own === 'unknown' || own === tried.may) return tried;
  if (own === 'no') return seen('no', `regdoctor's own requests were refused; skopeo: ${step.says ?? 'no word'}`);
  const got = what === 'pull' ? 'was given the manifest' : 'could open an upload (it was cancelled at once)';
  return seen(
    'yes',
    `regdoctor ${got} without an account; skopeo gives up before: ${refusalIn(step.says ?? 'no word')}`,
  );
}

/** @param hides the image is there: who is told that it isn't may not see it. */
function right(done: string, step: Step | null, hides = false): RoundtripRight {
  if (step === null) return UNTRIED;
  const program = step.program.split('/').at(-1) ?? step.program;
  if (step.outcome === 'ok') return seen('yes', `${program} ${done}`);
  const refused = step.refusal === 'denied' || (hides && step.refusal === 'absent');
  const says = step.says ?? 'no word';
  return refused ? seen('no', `${program} was refused: ${refusalIn(says)}`) : seen('unknown', `${program}: ${says}`);
}

/** The registry's own words at the end of what a client says, without what it was doing. */
function refusalIn(says: string): string {
  const at = says.search(
    /\b(?:unauthorized|denied|forbidden|requested access|authentication required|manifest unknown)\b/i,
  );
  return at === -1 ? says : says.slice(at);
}

/** One client that gets it shows the right; the others fail for reasons of their own. */
function pullRight(pulls: readonly Step[]): RoundtripRight {
  const best = pulls.find(({ outcome }) => outcome === 'ok') ?? pulls.find(({ refusal }) => refusal === 'denied');
  return right('pulled it', best ?? pulls[0] ?? null);
}

function seen(may: RoundtripRight['may'], words: string): RoundtripRight {
  return { may, seen: cleanText(words, MAX_CHARACTERS) };
}
