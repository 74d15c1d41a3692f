/** One file of a bundle, as it is in there. */
export interface BundleFile {
  /** Path below the bundle's folder, with slashes, at most `MAX_PATH_BYTES` long. */
  readonly path: string;
  readonly content: string;
  /** What it is, in a few words. */
  readonly what: string;
  /** Its path on the machine looked at, where it is a copy of a file of that one. */
  readonly from?: string;
}

/** Folder in the archive that holds everything, so that unpacking never litters. */
export const FOLDER = 'regdoctor';
/** A tar header has 100 bytes for a path; with the folder and a slash before it this much is left. */
export const MAX_PATH_BYTES = 100 - FOLDER.length - 1;
