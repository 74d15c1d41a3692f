import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CaseHost } from './case-host.js';
import { clientMountScript } from './client-files.js';
import { Firewall } from './firewall.js';
import { Listeners } from './listeners.js';
import { ADDRESS, createNetwork } from './network.js';
import { Pki } from './pki.js';
import type { Rig } from './rig.js';

/** Makes a rig of its own below `shared` (what all rigs of a run share: pki/, storage/); `undo` gets the steps that take it down, last first. */
export async function makeRig(name: string, shared: string, undo: (() => Promise<unknown>)[]): Promise<Rig> {
  const directory = await mkdtemp(join(shared, 'case-'));
  undo.push(() => rm(directory, { recursive: true, force: true }));
  const network = await createNetwork(clientMountScript());
  undo.push(() => network.end());
  const firewall = await Firewall.install(network.server);
  const listeners = new Listeners(network.server);
  undo.push(() => listeners.end());
  const host = new CaseHost(network.client);
  await host.useNameservers([ADDRESS.dns]);
  return { name, directory, host, network, firewall, listeners, pki: new Pki(join(shared, 'pki')), shared };
}
