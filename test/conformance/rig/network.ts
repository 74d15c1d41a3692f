import { mustRun } from './command.js';
import { Namespace } from './namespace.js';

/** The client's own address, and the server's addresses: one for the registry, one for a second one, one for a token server or proxy. */
export const ADDRESS = {
  client: '10.99.0.1',
  gateway: '10.99.0.2',
  registry: '10.99.0.10',
  second: '10.99.0.11',
  auth: '10.99.0.12',
  proxy: '10.99.0.13',
  dns: '10.99.0.53',
  deadDns: '10.99.0.54',
  /** On the same link, held by nobody: answers EHOSTUNREACH after about 3 s. */
  nobody: '10.99.0.99',
  // Documentation addresses: unlike fd00::/8 they are preferred over IPv4 when sorted (RFC 6724), as a real AAAA is.
  clientIpv6: '2001:db8:99::1',
  registryIpv6: '2001:db8:99::10',
} as const;

const SERVER_IPV4 = ['gateway', 'registry', 'second', 'auth', 'proxy', 'dns', 'deadDns'] as const;

/** A client and a server namespace joined by one cable. Whatever is not the server's goes to the server, which drops it. */
export interface Network {
  readonly client: Namespace;
  readonly server: Namespace;
  /** Gives the server one more address, anywhere (also public ones: nothing leaves the namespaces). */
  addServerAddress(address: string): Promise<void>;
  /** Makes the client's kernel answer "no route" for an address or prefix. */
  makeUnroutable(destination: string): Promise<void>;
  end(): Promise<void>;
}

/** Joins two fresh namespaces. `clientMountScript` prepares the client's files (client-files.ts). */
export async function createNetwork(clientMountScript: string): Promise<Network> {
  const made = await Promise.allSettled([Namespace.create(clientMountScript), Namespace.create()]);
  const end = async () => {
    await Promise.all(made.map((one) => (one.status === 'fulfilled' ? one.value.end() : undefined)));
  };
  const [client, server] = made;
  if (client.status === 'rejected' || server.status === 'rejected') {
    await end();
    throw client.status === 'rejected' ? client.reason : (server as PromiseRejectedResult).reason;
  }
  try {
    await join(client.value, server.value);
  } catch (error) {
    await end();
    throw error;
  }
  return {
    client: client.value,
    server: server.value,
    addServerAddress: async (address) => {
      const bits = address.includes(':') ? 128 : 32;
      await server.value.mustRun('ip', ['address', 'add', `${address}/${bits}`, 'dev', 'cable', ...noDad(address)]);
    },
    makeUnroutable: async (destination) => {
      await client.value.mustRun('ip', ['route', 'add', 'unreachable', destination]);
    },
    end,
  };
}

/** Duplicate address detection would keep an IPv6 address unusable for a second. */
function noDad(address: string): string[] {
  return address.includes(':') ? ['nodad'] : [];
}

async function join(client: Namespace, server: Namespace): Promise<void> {
  const ends = ['netns', String(client.pid), 'type', 'veth', 'peer', 'name', 'cable', 'netns', String(server.pid)];
  await mustRun('ip', ['link', 'add', 'cable', ...ends]);
  const up = 'link set cable up';
  await server.mustRun(
    'ip',
    ['-batch', '-'],
    [
      ...SERVER_IPV4.map((name) => `address add ${ADDRESS[name]}/24 dev cable`),
      `address add ${ADDRESS.registryIpv6}/64 dev cable nodad`,
      up,
    ].join('\n'),
  );
  await client.mustRun(
    'ip',
    ['-batch', '-'],
    [
      `address add ${ADDRESS.client}/24 dev cable`,
      `address add ${ADDRESS.clientIpv6}/64 dev cable nodad`,
      up,
      `route add default via ${ADDRESS.gateway}`,
    ].join('\n'),
  );
}
