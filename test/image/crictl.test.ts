import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runContainer } from './support/container.js';
import { describeImage, images, openWorkshop } from './support/provided.js';
import type { Workshop } from './support/workshop.js';

let workshop: Workshop;
let flags: readonly string[];
const servers: Server[] = [];

/** A directory with a socket at each path, to be mounted as the node's root. */
async function nodeWith(name: string, ...sockets: string[]): Promise<string> {
  const root = join(workshop.directory, name);
  for (const socket of sockets) {
    await mkdir(join(root, socket, '..'), { recursive: true });
    const server = createServer().listen(join(root, socket));
    await once(server, 'listening');
    servers.push(server);
  }
  return root;
}

beforeAll(async () => {
  workshop = await openWorkshop();
  // Says what it was given: the real one needs a runtime.
  const program = join(workshop.directory, 'crictl');
  const endpoint = '"$(env | sed -n s/^CONTAINER_RUNTIME_ENDPOINT=//p)"';
  const lines = ['#!/bin/sh', `set -- ${endpoint} "$*"`, '[ "$1" ] || set -- none "$2"', 'echo "$1 $2"', ''];
  await writeFile(program, lines.join('\n'), { mode: 0o755 });
  flags = ['--volume', `${program}:/usr/bin/crictl:ro`];
});
afterAll(() => {
  for (const server of servers) server.close();
});

async function crictl(more: readonly string[], ...args: string[]): Promise<{ said: string; warned: string }> {
  const ran = await runContainer(workshop, images.toolkit, ['crictl', ...args], { flags: [...flags, ...more] });
  return { said: ran.stdout, warned: ran.stderr };
}

describeImage('crictl', () => {
  test.each([
    ['containerd', 'run/containerd/containerd.sock'],
    ['crio', 'run/crio/crio.sock'],
    ['k3s', 'run/k3s/containerd/containerd.sock'],
  ])('speaks to the socket of the node: %s', async (name, socket) => {
    const node = await nodeWith(`n-${name}`, socket);
    const { said, warned } = await crictl(['--volume', `${node}:/host:ro`], 'ps', '-a');
    expect(said).toBe(`unix:///host/${socket} ps -a`);
    expect(warned).toBe('');
  });

  test('or to one that is mounted where the node has it', async () => {
    const node = await nodeWith('own', 'run/containerd/containerd.sock');
    const { said } = await crictl(['--volume', `${node}/run/containerd:/run/containerd`], 'images');
    expect(said).toBe('unix:///run/containerd/containerd.sock images');
  });

  test('what the user has set wins: a variable, a configuration file', async () => {
    const node = await nodeWith('set', 'run/containerd/containerd.sock');
    const host = ['--volume', `${node}:/host:ro`];
    const variable = await crictl([...host, '--env', 'CONTAINER_RUNTIME_ENDPOINT=unix:///else.sock'], 'ps');
    expect(variable.said).toBe('unix:///else.sock ps');
    for (const flag of [['--config', '/my.yaml'], ['--config=/my.yaml'], ['-c', '/my.yaml']])
      expect((await crictl(host, ...flag, 'ps')).said).toBe(`none ${flag.join(' ')} ps`);
    // A flag of a command inside a container is none of crictl's.
    expect((await crictl(host, 'exec', 'ID', 'sh', '-c', 'id')).said).toContain('unix:///host/run/');
  });

  test('without a socket it says what to mount, and lets crictl have its word', async () => {
    const { said, warned } = await crictl([], 'ps');
    expect(said).toBe('none ps');
    expect(warned).toContain("Mount the node's / at /host");
    expect((await crictl([], '--version')).warned).toBe('');
  });
});
