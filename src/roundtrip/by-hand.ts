import type { RoundtripLeft } from '../report/roundtrip/schema.js';
import { shellWords } from '../text/shell.js';
import { type Access, accessFlags } from './access.js';
import type { SentTag } from './ledger.js';
import type { RemovalRefusal } from './refusal.js';
import { withLogin } from './with-login.js';

/** Where docker-registry's image keeps repositories (distribution, docs/about/configuration.md). */
const REPOSITORIES = '/var/lib/registry/docker/registry/v2/repositories';

/** Why a tag is still there, or may be. `kept`: as asked. `unseen`: nobody answered. */
export type Remaining = RemovalRefusal | 'kept' | 'unseen';

const WHY: Readonly<Record<Remaining, string>> = {
  kept: 'kept, as asked',
  disabled: 'the registry refuses to delete (docker-registry does unless it is told otherwise)',
  denied: 'the account may not delete',
  absent: 'the registry said that it is gone, and goes on giving it',
  other: 'deleting it failed',
  unseen: 'it could not be seen whether it is there',
};

/** Told without the client's words. */
const SELF_EVIDENT: readonly Remaining[] = ['kept', 'disabled', 'absent'];

const WHEN: Readonly<Record<Remaining, string>> = {
  kept: 'when you are done',
  disabled: 'once deleting is allowed (docker-registry: REGISTRY_STORAGE_DELETE_ENABLED=true)',
  denied: 'as an account that may delete',
  absent: 'once more',
  other: 'when what failed is cured',
  unseen: 'when the registry can be reached',
};

/** What is needed to write the lines. */
export interface ByHand {
  readonly registry: string;
  readonly repository: string;
  readonly access: Access;
  /** The account came with the call and lies in no file: whoever pastes the line has it in `LOGIN`. */
  readonly needsLogin: boolean;
}

/** A tag that is still there, with the lines that remove it. @param said what the registry or client said of it, or null. */
export function leftTag(sent: SentTag, remaining: Remaining, by: ByHand, said: string | null): RoundtripLeft {
  const { repository, registry } = by;
  const when = by.needsLogin ? `${WHEN[remaining]}; LOGIN holds user:password` : WHEN[remaining];
  const ways = [{ when, commands: [removeCommand(sent, by)] }];
  if (remaining === 'disabled')
    ways.push({
      when: 'in the container of a docker-registry with its storage at the usual place, whatever it allows',
      commands: [shellWords(['rm', '-r', `${REPOSITORIES}/${repository}`])],
    });
  return {
    repository: `${registry}/${repository}`,
    tag: sent.tag,
    digest: sent.digest,
    sure: remaining !== 'unseen' && remaining !== 'other',
    why: said === null || SELF_EVIDENT.includes(remaining) ? WHY[remaining] : `${WHY[remaining]}: ${said}`,
    ways,
  };
}

/** The line that removes a tag: by digest where it is known, so that nothing else can be meant; with the account in `LOGIN` where it lies in no file. */
export function removeCommand({ tag, digest }: SentTag, { registry, repository, access, needsLogin }: ByHand): string {
  const name = `${registry}/${repository}`;
  const target = digest === null ? `docker://${name}:${tag}` : `docker://${name}@${digest}`;
  const line = (authFile: string | null): string =>
    shellWords(['skopeo', 'delete', ...accessFlags({ ...access, authFile }, '', false), target]);
  if (!needsLogin) return line(access.authFile);
  return withLogin(['skopeo', 'login', ...accessFlags({ ...access, authFile: null }, '', false)], registry, line);
}
