import type { StorageClientFacts, StorageFacts } from '../../facts/storage.js';
import type { FindingCode } from '../codes.js';
import type { Finding } from '../finding.js';
import type { Prospect } from './prospect.js';
import type { StorageCause } from './stop.js';

/** One cause as it shows here. */
export interface StorageContext {
  readonly facts: StorageFacts;
  readonly cause: StorageCause;
  /** The first client that it stops. */
  readonly client: StorageClientFacts;
  /** Everything that it stops. */
  readonly prospects: readonly Prospect[];
}

/** What a rule says of one cause. Evidence is sentences without a full stop. */
export interface StorageExplanation {
  readonly title: string;
  /** The directory, file, program or limit that it is about. */
  readonly subject: string;
  readonly evidence: readonly string[];
  readonly location?: Finding['location'];
  /** Who must change what, where no fix can be shown. */
  readonly nextStep: string;
}

/** One finding code about storage and the causes that it covers. */
export interface StorageRule {
  readonly code: FindingCode;
  readonly causes: readonly StorageCause[];
  explains(context: StorageContext): StorageExplanation;
}

/** What is wrong with the storage of images here, before anyone has thought of a fix. */
export interface StorageFinding extends StorageExplanation {
  readonly code: FindingCode;
  readonly severity: Finding['severity'];
  readonly cause: StorageCause;
  readonly clients: readonly string[];
  readonly context: StorageContext;
}

/** `/etc/containers/storage.conf:7 mount_program = "…"`: what set a value of storage.conf, or that nothing did. */
export function setBy(
  { settings }: Pick<StorageClientFacts, 'settings'>,
  name: keyof StorageClientFacts['settings']['sources'],
): string {
  const source = settings.sources[name];
  if (source === undefined) return 'by default';
  return `${source.path}${source.line === null ? '' : `:${source.line}`} ${source.says}`;
}

/** Where a setting of storage.conf stands; null where no file sets it. */
export function placeOf(
  { settings }: StorageClientFacts,
  name: keyof StorageClientFacts['settings']['sources'],
): Finding['location'] {
  const source = settings.sources[name];
  return source === undefined || !source.path.startsWith('/') ? null : { path: source.path, line: source.line };
}

/** The file system under the store in one sentence. */
export function underStore({ store, settings }: StorageClientFacts): string {
  const place = store.places.find(({ use }) => use === 'store');
  return `the store ${settings.graphRoot} (${setBy({ settings }, 'graphRoot')}) lies on ${place?.fileSystem ?? 'an unknown file system'}, mounted at ${place?.mountPoint ?? '/'}`;
}
