import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { untilListening } from './daemon.js';
import type { Namespace } from './namespace.js';
import type { ServerCertificate } from './pki.js';
import { parseAccessLogLine, type WireRequest } from './wire.js';

/** How a docker-registry (distribution 2.8) is set up. */
export interface RegistryDaemonOptions {
  readonly address: string;
  readonly port: number;
  /** Its storage; read-only unless `writable` (a pull-through cache must be). */
  readonly storage: string;
  readonly writable?: boolean;
  /** Deletes manifests when asked to; left out: refuses, as it does by itself. */
  readonly deletes?: boolean;
  /** HTTPS with this chain; without it plain HTTP. */
  readonly certificate?: ServerCertificate;
  /** `auth` of its configuration file. */
  readonly auth?: Readonly<Record<string, unknown>>;
  /** Be a pull-through cache of this registry. Names are not resolved in the rig: give an address. */
  readonly proxyOf?: string;
  /** Blobs are answered by redirects to this URL with their path in the storage (its `redirect` middleware). */
  readonly redirectsTo?: string;
  /** `http: host`: the URL that it believes it is reached by. */
  readonly reachedBy?: string;
}

/** A running docker-registry. */
export interface RegistryDaemon {
  /** What its access log tells so far. */
  readonly requests: readonly WireRequest[];
  /** Ends it before the case ends. */
  stop(): Promise<void>;
}

/** Twenty registries share the processors of one machine with what is measured: collecting garbage as eagerly as usual is half of all that they do. */
const ENVIRONMENT = { OTEL_TRACES_EXPORTER: 'none', GOGC: '800' };

/** Starts a real docker-registry in a namespace and waits until it listens; `directory` takes its configuration file. */
export async function startRegistryDaemon(
  namespace: Namespace,
  directory: string,
  options: RegistryDaemonOptions,
): Promise<RegistryDaemon> {
  const listen = `${options.address.includes(':') ? `[${options.address}]` : options.address}:${options.port}`;
  const path = join(directory, `registry-${options.address}-${options.port}.yml`.replaceAll(':', '_'));
  // JSON is YAML: nothing to escape by hand.
  await writeFile(path, JSON.stringify(configuration(listen, options)));
  const daemon = namespace.start('docker-registry', ['serve', path], ENVIRONMENT);
  const requests: WireRequest[] = [];
  const lines = new PassThrough();
  daemon.stdout?.pipe(lines);
  createInterface({ input: lines }).on('line', (line) => {
    const request = parseAccessLogLine(line, listen);
    if (request !== undefined) requests.push(request);
  });
  await untilListening(`docker-registry on ${listen}`, daemon, options.port);
  return {
    requests,
    stop: async () => {
      if (daemon.exitCode !== null) return;
      const ended = once(daemon, 'exit');
      daemon.kill('SIGTERM');
      await ended;
    },
  };
}

function configuration(listen: string, options: RegistryDaemonOptions): object {
  const { certificate } = options;
  const tls = certificate && { certificate: certificate.chainPath, key: certificate.keyPath };
  const readonly = { enabled: options.writable !== true && options.proxyOf === undefined };
  return {
    version: '0.1',
    // Of its two logs the access log alone is read.
    log: { level: 'error', accesslog: { disabled: false } },
    storage: {
      filesystem: { rootdirectory: options.storage },
      ...(options.deletes === true ? { delete: { enabled: true } } : {}),
      maintenance: { readonly, uploadpurging: { enabled: false } },
    },
    ...(options.redirectsTo === undefined
      ? {}
      : { middleware: { storage: [{ name: 'redirect', options: { baseurl: options.redirectsTo } }] } }),
    http: {
      addr: listen,
      secret: 'rig',
      ...(tls === undefined ? {} : { tls }),
      ...(options.reachedBy === undefined ? {} : { host: options.reachedBy }),
    },
    ...(options.auth === undefined ? {} : { auth: options.auth }),
    ...(options.proxyOf === undefined ? {} : { proxy: { remoteurl: options.proxyOf } }),
  };
}
