import { parseReference } from '../reference/parse.js';
import { UsageError } from '../report/usage.js';
import { cleanText } from '../text/clean.js';
import { withoutUserInformation } from '../text/user-information.js';

/** Where the round trip goes. */
export interface Target {
  /** `host[:port]` */
  readonly registry: string;
  /** Path below which the own repository is made; empty: none. */
  readonly prefix: string;
}

/** The names of one run. */
export interface OwnNames {
  readonly repository: string;
  /** `registry/repository`, what clients are given before a tag or digest. */
  readonly name: string;
  /** Tag that is pushed and pulled. */
  readonly tag: string;
  /** Tag that is pushed without an account. */
  readonly anonymousTag: string;
}

/** Folder of all repositories that round trips make. */
const FOLDER = 'regdoctor-roundtrip';
/** Names there have two parts, never three (Docker Hub's `namespace/name`). */
const FLAT_REGISTRY = 'docker.io';
/** Random bytes that names of a run are made from; 5 go into the repository, 4 into each tag. */
export const NAME_BYTES = 13;
const MAX_ECHO_CHARACTERS = 200;

/** `host[:port][/prefix]` as typed; anything else throws `UsageError` with what was probably meant. */
export function parseTarget(typed: string): Target {
  const bare = typed.replace(/\/+$/, '');
  const image = parseReference(bare);
  if (bare.includes('/') && image.ok && !image.reference.defaultTag)
    throw new UsageError(
      'registry: this is an image; a round trip takes a registry, and makes an image of its own there',
      'registry',
      bare.replace(/(?:@.*|:[^:/]*)$/, '').replace(/:[^:/]*$/, ''),
    );
  const parsed = parseReference(`${bare}/${FOLDER}/name:tag`);
  if (!parsed.ok) {
    const { message, meant } = parsed.error;
    throw new UsageError(`registry: ${message}`, 'registry', meant?.split(`/${FOLDER}`)[0] ?? null);
  }
  const { registry, repository } = parsed.reference;
  const shown = cleanText(withoutUserInformation(bare), MAX_ECHO_CHARACTERS);
  if (!/^(?:index\.)?docker\.io(?:\/|$)/.test(bare) && !bare.startsWith(registry))
    throw new UsageError(
      `registry: clients take "${shown}" for a name on Docker Hub, because it has neither a dot nor a port`,
      'registry',
      `${shown.split('/')[0]}:5000 (with its port), or docker.io/${shown}`,
    );
  return { registry, prefix: repository.slice(0, -`/${FOLDER}/name`.length).replace(/^library$/, '') };
}

/** Names that nobody else has. @param random `NAME_BYTES` bytes. */
export function ownNames({ registry, prefix }: Target, random: Uint8Array): OwnNames {
  const hexadecimal = Buffer.from(random).toString('hex');
  const own = `${FOLDER}${registry === FLAT_REGISTRY ? '-' : '/'}${hexadecimal.slice(0, 10)}`;
  const repository = prefix === '' ? own : `${prefix}/${own}`;
  return {
    repository,
    name: `${registry}/${repository}`,
    tag: hexadecimal.slice(10, 18),
    anonymousTag: hexadecimal.slice(18, 26),
  };
}
