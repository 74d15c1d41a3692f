import type { Report, ReportClient } from '../report/schema.js';
import type { RealClient } from './real-clients.js';

/** A judged client and its program. */
export interface Chosen {
  readonly judged: ReportClient;
  readonly real: RealClient;
}

/** What to go by. */
export interface Choice {
  readonly report: Pick<Report, 'clients' | 'vantage'>;
  /** Programs that are here. */
  readonly here: readonly RealClient[];
  /** Clients that somebody asked for by name. */
  readonly named: readonly string[];
  /** Clients that would, or could, send a credential over plain HTTP, which nobody allowed. */
  readonly withheld: readonly string[];
  /** A login may cross plain HTTP. */
  readonly allowInsecureAuth: boolean;
  /** Nobody's login may be used. */
  readonly isAnonymous: boolean;
  /** An account was given for this check, besides those that lie on the machine. */
  readonly hasAccount: boolean;
}

/** Programs that pull into a directory of their own. */
const TOOLS = ['buildah', 'podman', 'skopeo'];
/** Programs that can be told to use nobody's login. */
const ANONYMOUS = ['skopeo'];

/** Which programs to run, and one line for each reason why another is not. */
export function choosePrograms(choice: Choice): { chosen: readonly Chosen[]; notes: readonly string[] } {
  const chosen: Chosen[] = [];
  const refused = new Map<string, string[]>();
  for (const judged of choice.report.clients) {
    const real = choice.here.find(({ name }) => name === judged.client);
    const reason = whyNot(judged.client, real, choice);
    if (reason === null && real !== undefined) chosen.push({ judged, real });
    else refused.set(reason ?? '', [...(refused.get(reason ?? '') ?? []), judged.client]);
  }
  const reasons = [...refused].map(([reason, clients]) => `${clients.join(', ')}: ${reason}`);
  const nothing = 'nothing was run, so the prediction stays unproven';
  const told =
    chosen.length > 0 ? reasons : reasons.length === 0 ? [nothing] : [`${nothing}: ${reasons[0]}`, ...reasons.slice(1)];
  return { chosen, notes: told.map((reason) => `--prove: ${reason}`) };
}

/** Why a client's program is not run, as the end of a sentence; null where it is. */
function whyNot(client: string, real: RealClient | undefined, choice: Choice): string | null {
  const { files } = choice.report.vantage;
  const isNamed = choice.named.includes(client);
  if (TOOLS.includes(client) && files !== '/' && !isNamed)
    return `the files looked at are another machine's (${files}), and the program here reads its own; name it with --client to run it all the same`;
  if (real === undefined)
    return TOOLS.includes(client)
      ? 'not on the PATH here'
      : `not run, because only ${TOOLS.join(', ')} (and crictl, where the runtime is named with --client and its socket is here) can show it`;
  if (real.stored !== undefined && !isNamed)
    return 'not run, because its pull goes into the storage of the node; name it with --client to have it run and the image removed again';
  if (real.stored !== undefined && (choice.hasAccount || choice.isAnonymous))
    return 'not run, because crictl takes an account only where others can read it';
  if (choice.isAnonymous && !ANONYMOUS.includes(client))
    return 'not run, because it has no flag that makes it use no login';
  if (TOOLS.includes(client) && files !== '/' && !choice.isAnonymous && !choice.allowInsecureAuth)
    return 'not run, because the program here has its own logins and settings, which were not judged: a login could cross plain HTTP; --allow-insecure-auth lets it, and skopeo runs with --anonymous';
  if (choice.withheld.includes(client))
    return 'not run, because it would, or could, send a credential over plain HTTP; --allow-insecure-auth lets it';
  return null;
}
