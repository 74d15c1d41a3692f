import type { Client } from './client.js';

/** For clients without configuration files of their own. */
export const NOTHING_CONFIGURED: Pick<Client, 'configuration' | 'remedies' | 'placeFor'> = {
  configuration: () => ({ places: [], observations: [] }),
  remedies: () => [],
  placeFor: () => null,
};
