import { storageFuseMissing } from './fuse-missing.js';
import { storageNoSpace } from './no-space.js';
import { storageOverlayOnOverlay } from './overlay-on-overlay.js';
import { storagePermissionUserns } from './permission-userns.js';
import type { StorageRule } from './rule.js';
import { storageSettingsError } from './settings.js';

/** Rules over what was tried in the storage of images; those over walks are in findings/catalogue.ts. Each cause has one. */
export const STORAGE_RULES: readonly StorageRule[] = [
  storageSettingsError,
  storagePermissionUserns,
  storageNoSpace,
  storageOverlayOnOverlay,
  storageFuseMissing,
];
