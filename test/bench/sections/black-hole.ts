import { dropped443 } from '../../conformance/cases/seed.js';
import { CLUSTER_NAME, IMAGE, insecure } from '../../conformance/harness/ground.js';
import { CONTAINERD_SOCKET, startContainerd } from '../../conformance/rig/containerd.js';
import { pullThroughCri } from '../../conformance/rig/cri.js';
import { startDockerd } from '../../conformance/rig/docker.js';
import type { Ground } from '../ground.js';
import type { Options } from '../options.js';
import { median, type Row, type Section } from '../row.js';
import { compare } from '../sample.js';

const REFERENCE = `${CLUSTER_NAME}/${IMAGE}`;
/** The longest of them gives up after 30 s. */
const LIMIT_MS = 120_000;
/** A check of silence takes two seconds: fewer show as much. */
const MOST_RUNS = 5;

/** The case that started regdoctor: 443 swallows packets, 80 serves. Real clients wait for what they wait for. */
export async function blackHole(ground: Ground, { runs, long }: Options): Promise<Section> {
  const rig = await ground.rig('black-hole');
  await dropped443(rig, insecure(CLUSTER_NAME));
  const run = rig.host.run.bind(rig.host);
  const command = [process.execPath, ground.program, 'check', REFERENCE];
  const rows = await compare(
    run,
    [
      { name: 'regdoctor check, for buildah', command: [...command, '--client', 'buildah'] },
      // docker has nothing that would make it try port 80: its verdict is an error, and so is the exit code.
      { name: 'regdoctor check, for all clients found', command, codes: [1] },
    ],
    Math.min(runs, MOST_RUNS),
  );
  if (long) rows.push(...(await Promise.all([buildah(ground), docker(ground), containerd(ground)])));
  return {
    name: 'black hole',
    how: 'Port 443 swallows packets, port 80 serves: the check against the pull that it explains.',
    rows,
  };
}

async function buildah(ground: Ground): Promise<Row> {
  const { host } = await seedRig(ground, 'black-hole-buildah');
  return once('buildah pull', () => host.run('buildah', ['pull', REFERENCE], { timeoutMs: LIMIT_MS }));
}

async function docker(ground: Ground): Promise<Row> {
  const rig = await seedRig(ground, 'black-hole-docker');
  const daemon = await startDockerd(rig.network.client);
  const row = await once('docker pull', () => rig.host.run('docker', ['pull', REFERENCE], { timeoutMs: LIMIT_MS }));
  await daemon?.stop();
  return row;
}

async function containerd(ground: Ground): Promise<Row> {
  const rig = await seedRig(ground, 'black-hole-containerd');
  const { client } = rig.network;
  const daemon = await startContainerd(client);
  const pull = () => pullThroughCri(client.outside(CONTAINERD_SOCKET), REFERENCE, null, LIMIT_MS);
  const row = await once('containerd, pull through CRI', pull);
  await daemon?.stop();
  return row;
}

async function seedRig(ground: Ground, name: string) {
  const rig = await ground.rig(name);
  await dropped443(rig, insecure(CLUSTER_NAME));
  return rig;
}

async function once(name: string, pull: () => Promise<unknown>): Promise<Row> {
  const started = performance.now();
  await pull();
  return { name, figures: { wallMs: median([performance.now() - started]) } };
}
