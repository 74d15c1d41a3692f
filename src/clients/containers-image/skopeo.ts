import type { Client } from '../client.js';
import { toolClient } from './tool-client.js';

/** skopeo as `skopeo copy` and `skopeo inspect --no-tags` do it: no short names, no retries, no tag list. */
export const SKOPEO: Client = toolClient({ tool: 'skopeo', program: 'skopeo', assumedVersion: '1.22.2' });
