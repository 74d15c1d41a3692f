import type { Client } from '../client.js';
import { toolClient } from './tool-client.js';

/** podman pull, push and login, from containers/image through libimage. */
export const PODMAN: Client = toolClient({ tool: 'podman', program: 'podman', assumedVersion: '5.8.2' });
