import { type Access, accessFlags } from './access.js';

/** What a line of skopeo needs to know of the run. */
export interface SkopeoUse {
  readonly access: Access;
  /** Directory for whatever skopeo writes. */
  readonly scratch: string;
  readonly anonymous: boolean;
}

/** Not its image, not its policy: what a machine lets in is no question of a registry's. */
const OWN_IMAGE = '--insecure-policy';

/** Pushes an image of an OCI layout; its digest is written to `digestFile`. */
export function pushLine(use: SkopeoUse, layout: string, reference: string, digestFile: string): string[] {
  return [
    ...[OWN_IMAGE, '--tmpdir', use.scratch, 'copy', ...accessFlags(use.access, 'dest-', use.anonymous)],
    ...['--digestfile', digestFile, `oci:${layout}`, `docker://${reference}`],
  ];
}

/** Pulls an image, layers and all, into a directory. */
export function pullLine(use: SkopeoUse, reference: string, directory: string): string[] {
  return [
    ...[OWN_IMAGE, '--tmpdir', use.scratch, 'copy', ...accessFlags(use.access, 'src-', use.anonymous)],
    ...[`docker://${reference}`, `dir:${directory}`],
  ];
}

/** Asks for the tags of a repository. Unlike a pull it goes to the registry that was named, whatever registries.conf says of mirrors. */
export function tagsLine(use: SkopeoUse, name: string): string[] {
  return ['list-tags', ...accessFlags(use.access, '', use.anonymous), `docker://${name}`];
}

/** Asks the named registry for the manifest, then deletes it by its digest, and with it every tag of it. */
export function removeLine(use: SkopeoUse, reference: string): string[] {
  return ['delete', ...accessFlags(use.access, '', use.anonymous), `docker://${reference}`];
}
