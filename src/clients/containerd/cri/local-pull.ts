import { flagAt, numberAt, type SettingTable, tableAt } from './setting.js';

/** `max_concurrent_downloads` of a default configuration. */
const DEFAULT_DOWNLOADS = 3;

/**
 * True where settings stand against the transfer service, so that containerd 2.1 and later pulls by itself, with a warning in the log (containerd
 * `internal/cri/config/config.go`: CheckLocalImagePullConfigs).
 */
export function pullsLocally(section: SettingTable): boolean {
  if (flagAt(section, 'use_local_image_pull') === true) return true;
  if (flagAt(section, 'disable_snapshot_annotations') === false) return true;
  if (flagAt(section, 'discard_unpacked_layers') === true) return true;
  if (flagAt(section, 'image_pull_with_sync_fs') === true) return true;
  if ((numberAt(section, 'max_concurrent_downloads') ?? DEFAULT_DOWNLOADS) !== DEFAULT_DOWNLOADS) return true;
  return ['mirrors', 'configs', 'auths'].some((key) => tableAt(section, ['registry', key]).entries.size > 0);
}
