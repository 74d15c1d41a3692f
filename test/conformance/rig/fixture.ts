import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { CaseHost } from './case-host.js';
import { clientMountScript } from './client-files.js';
import { Firewall } from './firewall.js';
import { Listeners } from './listeners.js';
import { ADDRESS, createNetwork } from './network.js';
import { Pki } from './pki.js';
import type { Rig } from './rig.js';
import { turnstile } from './turnstile.js';

/** Set-ups at the same time: they need the processor, unlike the waits that follow. */
const BUILDING_AT_ONCE = 2;
const building = turnstile(BUILDING_AT_ONCE);

/**
 * Runs one case: makes its rig, lets `build` put servers, faults and files in place, then `body` look at the result, and takes
 * everything down whatever happened. Cases may run side by side; their set-ups take turns, their waits do not.
 */
export async function withCase<Setup, Result>(
  name: string,
  build: (rig: Rig) => Promise<Setup>,
  body: (rig: Rig, setup: Setup) => Promise<Result>,
): Promise<Result> {
  const undo: (() => Promise<unknown>)[] = [];
  try {
    const { rig, setup } = await building(async () => {
      const made = await makeRig(name, undo);
      return { rig: made, setup: await build(made) };
    });
    return await body(rig, setup);
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

async function makeRig(name: string, undo: (() => Promise<unknown>)[]): Promise<Rig> {
  const { directory: shared } = inject('conformance');
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
