import { posix } from 'node:path';
import type { Observation } from '../../../client.js';
import { hasCertificate } from '../../../containers-image/certs/pem.js';
import { readHostsText } from '../../hosts-file.js';
import { copied, isConfigured } from './copies.js';
import { cureOf, fileSource, type HostsPlace, meantBy } from './shared.js';

/** Names taken for hosts.toml. */
const NEARLY_HOSTS_TOML = /^(hosts?|registry|config|certs?)\.(toml|tml|conf|cfg|txt|toml\.txt|ya?ml)$|^hosts$/i;
/** Files of one directory looked at. */
const MOST_FILES = 50;

/** Files of the directory that is read whose names keep them from counting; `hasHosts`: a hosts.toml is there and is read. */
export function fileNames({ host, version }: HostsPlace, directory: string, hasHosts: boolean): Observation[] {
  const listed = host.files.list(directory);
  if (listed.kind !== 'directory' || hasHosts) return [];
  return listed.names.slice(0, MOST_FILES).flatMap((name): Observation[] => {
    const path = posix.join(directory, name);
    const read = host.files.read(path);
    if (read.kind !== 'file') return [];
    const source = fileSource(path, null, '');
    if (NEARLY_HOSTS_TOML.test(name) && name !== 'hosts.toml') {
      const target = posix.join(directory, 'hosts.toml');
      const usable = readHostsText(read.text, target, version).kind === 'read' && /\bserver\b|\[host/.test(read.text);
      return [
        {
          code: 'config-ignored-wrong-path',
          source,
          text: `${path} is not read: the file has to be named hosts.toml.`,
          meant: meantBy(read.text),
          cure: cureOf(target, usable ? read.text : null),
        },
      ];
    }
    if (/\.(crt|cert|key)$/.test(name) || !hasCertificate(read.text)) return [];
    const target = posix.join(directory, `${name.replace(/\.[^.]*$/, '')}.crt`);
    return [
      {
        code: 'config-ignored-wrong-path',
        source,
        text: `${path} is not read: without a hosts.toml only files that end in .crt are taken for authorities.`,
        meant: 'trust',
        cure: cureOf(target, read.text),
      },
    ];
  });
}

/** A directory with nothing in it is used all the same, and hides `_default`. */
export function emptyDirectory({ host, version, registry }: HostsPlace, directory: string): Observation[] {
  const fallback = posix.join(posix.dirname(directory), '_default');
  if (posix.basename(directory) === '_default' || !isConfigured(host, fallback)) return [];
  const listed = host.files.list(directory);
  if (listed.kind !== 'directory' || listed.names.length > 0) return [];
  const read = host.files.read(posix.join(fallback, 'hosts.toml'));
  const text = read.kind === 'file' ? read.text : '';
  const usable = text !== '' && readHostsText(text, posix.join(directory, 'hosts.toml'), version).kind === 'read';
  return [
    {
      code: 'config-conflict',
      source: fileSource(directory, null, ''),
      text: `${directory} is empty and counts for ${registry} all the same: ${fallback} is not read.`,
      meant: meantBy(text),
      cure: usable ? copied(host, fallback, directory) : [],
    },
  ];
}
