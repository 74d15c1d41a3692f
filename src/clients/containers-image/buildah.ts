import type { Client } from '../client.js';
import { toolClient } from './tool-client.js';

/** buildah pull, push and login, from containers/image through libimage. */
export const BUILDAH: Client = toolClient({ tool: 'buildah', program: 'buildah', assumedVersion: '1.44.0' });
