import { branch, type Draft } from './draft.js';
import { drawFlagLogin } from './login.js';
import { elsewhere, spelled } from './names.js';

const CONFIG = '/etc/containerd/config.toml';
const CERTS = '/etc/containerd/certs.d';
const CRI = 'plugins."io.containerd.grpc.v1.cri".registry';

/** Draws the machine of containerd as the kubelet uses it: config.toml and hosts.toml. */
export function drawContainerd(draft: Draft): void {
  drawFlagLogin(draft, 0.3);
  const mode = branch(draft, 'config.toml', { none: 9, hosts: 50, mirrors: 23, both: 6, broken: 6, 'old name': 6 });
  switch (mode) {
    case 'none':
      return;
    case 'hosts':
      draft.files[CONFIG] = `version = 2\n[${CRI}]\nconfig_path = "${CERTS}"\n`;
      break;
    case 'mirrors':
      draft.files[CONFIG] = `version = 2\n${mirrors(draft)}`;
      return;
    case 'both':
      draft.files[CONFIG] = `version = 2\n[${CRI}]\nconfig_path = "${CERTS}"\n${mirrors(draft)}`;
      break;
    case 'broken':
      draft.files[CONFIG] = `version = 2\n[${CRI}\nconfig_path = "${CERTS}"\n`;
      break;
    case 'old name':
      draft.files[CONFIG] = `version = 2\n[plugins.cri.registry]\nconfig_path = "${CERTS}"\n`;
  }
  drawHosts(draft, CERTS);
}

/** Draws a registry's directory with its hosts.toml. */
export function drawHosts(draft: Draft, certs: string): void {
  const { host, port, random } = draft;
  const name = branch(draft, 'hosts directory', {
    own: 56,
    _default: 14,
    'without port': 10,
    'other port': 10,
    escaped: 10,
  });
  const directory = {
    own: `${host}${port}`,
    _default: '_default',
    'without port': host,
    'other port': `${host}:443`,
    escaped: `${host}${port.replace(':', '_')}${port === '' ? '' : '_'}`,
  }[name];
  const shape = branch(draft, 'hosts.toml', { hosts: 55, 'server only': 16, 'ca.crt only': 10, empty: 9, broken: 10 });
  if (shape === 'ca.crt only') draft.files[`${certs}/${directory}/ca.crt`] = '{{unknown-ca}}';
  else draft.files[`${certs}/${directory}/hosts.toml`] = hostsToml(draft, shape, `${certs}/${directory}`);
  if (random.chance(0.1)) draft.files[`${certs}/_default/hosts.toml`] = hostsToml(draft, 'hosts', `${certs}/_default`);
}

function hostsToml(draft: Draft, shape: 'hosts' | 'server only' | 'empty' | 'broken', directory: string): string {
  const { random } = draft;
  if (shape === 'empty') return '';
  const own = `${draft.host}${draft.port}`;
  const scheme = () => random.weighted({ 'https://': 52, 'http://': 40, '': 8 });
  const lines: string[] = [];
  if (shape === 'server only' || random.chance(0.55)) {
    const server = branch(draft, 'server', { own: 48, elsewhere: 24, path: 14, 'bad url': 14 });
    const place = { own, elsewhere: elsewhere(draft), path: `${own}/v2`, 'bad url': `${own}:x` }[server];
    lines.push(`server = "${scheme()}${place}"`);
    if (random.chance(0.2))
      lines.push(random.pick(['skip_verify = true', 'capabilities = ["pull"]', `ca = "${directory}/ca.crt"`]));
  }
  if (shape !== 'server only')
    for (let left = Number(random.weighted({ '1': 70, '2': 30 })); left > 0; left -= 1) {
      lines.push(
        `[host."${scheme()}${random.chance(0.3) ? own : elsewhere(draft)}${random.chance(0.12) ? '/v2/cache' : ''}"]`,
      );
      lines.push(...hostKeys(draft, directory));
    }
  return shape === 'broken' ? `${lines.join('\n')}\n[host\n` : `${lines.join('\n')}\n`;
}

function hostKeys(draft: Draft, directory: string): string[] {
  const { random } = draft;
  const lines: string[] = [];
  const capabilities = branch(draft, 'capabilities', { unsaid: 34, both: 33, pull: 11, resolve: 11, wrong: 11 });
  const said = {
    both: '["pull", "resolve"]',
    pull: '["pull"]',
    resolve: '["resolve"]',
    wrong: '["get"]',
    unsaid: null,
  }[capabilities];
  if (said !== null) lines.push(`capabilities = ${said}`);
  if (random.chance(0.3)) lines.push(`skip_verify = ${random.pick(['true', 'true', 'false', '"true"'])}`);
  if (random.chance(0.12)) lines.push('override_path = true');
  const authority = branch(draft, 'host ca', { unsaid: 58, file: 16, list: 13, missing: 13 });
  if (authority === 'file' || authority === 'list') draft.files[`${directory}/unknown.crt`] = '{{unknown-ca}}';
  if (authority === 'file') lines.push(`ca = "${random.chance(0.5) ? `${directory}/` : ''}unknown.crt"`);
  if (authority === 'list') lines.push(`ca = ["${directory}/unknown.crt"]`);
  if (authority === 'missing') lines.push('ca = "absent.crt"');
  if (random.chance(0.08)) lines.push('[host.header]', 'x-case = "1"');
  return lines;
}

function mirrors(draft: Draft): string {
  const { random } = draft;
  const own = `${draft.host}${draft.port}`;
  const lines: string[] = [];
  const scheme = () => random.weighted({ 'https://': 52, 'http://': 48 });
  const shape = branch(draft, 'mirrors and configs', { mirrors: 34, configs: 28, both: 38 });
  if (shape !== 'configs') {
    const key = random.weighted({ [own]: 66, [draft.host]: 14, '*': 14, 'elsewhere.test': 6 });
    const endpoints = Array.from({ length: Number(random.weighted({ '1': 70, '2': 30 })) }, () => {
      const place = random.chance(0.45) ? own : elsewhere(draft);
      return `"${scheme()}${place}${random.chance(0.1) ? '/v2/cache' : ''}"`;
    });
    lines.push(`[${CRI}.mirrors."${key}"]`, `endpoint = [${endpoints.join(', ')}]`);
  }
  if (shape !== 'mirrors') {
    const key = random.chance(0.75) ? own : spelled(draft);
    const what = branch(draft, 'configs', { skip: 25, ca: 25, 'user and password': 25, auth: 25 });
    lines.push(`[${CRI}.configs."${key}".${what === 'skip' || what === 'ca' ? 'tls' : 'auth'}]`);
    const login = random.chance(0.85) ? 'secret' : 'wrong';
    if (what === 'skip') lines.push('insecure_skip_verify = true');
    if (what === 'ca') {
      draft.files['/etc/containerd/unknown.crt'] = '{{unknown-ca}}';
      lines.push('ca_file = "/etc/containerd/unknown.crt"');
    }
    if (what === 'user and password') lines.push('username = "alice"', `password = "${login}"`);
    if (what === 'auth') lines.push(`auth = "${Buffer.from(`alice:${login}`).toString('base64')}"`);
  }
  return `${lines.join('\n')}\n`;
}
