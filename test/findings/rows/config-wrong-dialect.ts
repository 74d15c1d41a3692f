import type { Row, SilentRow } from '../support/check-rows.js';
import { PLAIN } from './dead-settings.js';

const CONF = '/etc/containers/registries.conf';
const DOCKER = '{"insecure-registries": ["reg.example:5000"]}';

export const rows: readonly Row[] = [
  {
    ...PLAIN,
    name: "docker's daemon.json under this name",
    files: { [CONF]: DOCKER },
    title: `${CONF} is written in the form of docker's daemon.json; insecure-registries means nothing in registries.conf, and buildah stops there before any network`,
    location: { path: CONF, line: 1 },
    fixes: [
      {
        kind: 'host',
        proof: 'replayed',
        after: 'ok',
        files: [{ path: CONF, content: '[[registry]]\nlocation = "reg.example:5000"\ninsecure = true\n' }],
      },
    ],
    then: [],
  },
  {
    ...PLAIN,
    name: "containerd's hosts.toml in a drop-in, which is read without a word",
    files: { '/etc/containers/registries.conf.d/reg.conf': 'server = "http://reg.example:5000"\n' },
    title:
      "/etc/containers/registries.conf.d/reg.conf is written in the form of containerd's hosts.toml; server means nothing in registries.conf",
    fixes: [{ kind: 'host', proof: 'replayed', after: 'ok' }],
  },
];

export const silent: readonly SilentRow[] = [
  {
    ...PLAIN,
    name: 'the right form',
    files: { [CONF]: '[[registry]]\nlocation = "reg.example:5000"\ninsecure = true\n' },
    instead: null,
  },
];
