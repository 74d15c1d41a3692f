import { NAMES } from '../case.js';
import { branch, type Draft } from './draft.js';
import { elsewhere, spelled } from './names.js';

const MAIN = '/etc/containers/registries.conf';
const DROP_INS = '/etc/containers/registries.conf.d';
const HOME = '/root/.config/containers/registries.conf';

/** Draws registries.conf and its drop-ins: right, half right and wrong. */
export function drawRegistriesConf(draft: Draft, fewWrong: boolean): void {
  const none = needsInsecure(draft) ? 8 : 20;
  const layout = branch(draft, 'registries.conf', { none, main: 38, 'drop-in': 18, both: 12, home: 7, variable: 7 });
  const text = () => mistaken(draft, tables(draft), fewWrong);
  if (layout === 'main' || layout === 'both') draft.files[MAIN] = text();
  if (layout === 'home') {
    draft.files[HOME] = text();
    draft.files[MAIN] = tables(draft);
  }
  if (layout === 'variable') {
    draft.files['/root/case/registries.conf'] = text();
    draft.environment['CONTAINERS_REGISTRIES_CONF'] = '/root/case/registries.conf';
  }
  if (layout !== 'drop-in' && layout !== 'both') return;
  const name = branch(draft, 'drop-in name', { '50-case.conf': 60, '50-case.toml': 20, 'case.conf.bak': 20 });
  draft.files[`${DROP_INS}/${name}`] = text();
  if (draft.random.chance(0.3)) draft.files[`${DROP_INS}/10-first.conf`] = tables(draft);
}

/** Who has a registry without a good certificate mostly says so. */
const WANTED = { true: 80, false: 6, unsaid: 9, text: 5 } as const;
const UNWANTED = { true: 46, false: 11, unsaid: 38, text: 5 } as const;

/** True where the port that is asked first serves, but not over HTTPS with a good certificate. */
function needsInsecure({ network, host, port }: Draft): boolean {
  const address = NAMES[host] ?? host;
  const first = network[`${address}${port === '' ? ':443' : port}`];
  if (port === '' && first?.speaks === 'refused') return network[`${address}:80`]?.speaks === 'http';
  return first?.speaks === 'http' || (first?.speaks === 'https' && first.certificate !== 'good');
}

function tables(draft: Draft): string {
  const count = draft.random.weighted({ '1': 75, '2': 25 });
  const head = draft.random.chance(0.25) ? `unqualified-search-registries = ["${draft.host}${draft.port}"]\n` : '';
  return `${head}${Array.from({ length: Number(count) }, () => table(draft)).join('\n')}`;
}

function table(draft: Draft): string {
  const { random } = draft;
  const shape = branch(draft, 'registry table', {
    location: 44,
    prefix: 24,
    rewrite: 18,
    wildcard: 7,
    blocked: 5,
  });
  const lines = ['[[registry]]'];
  const name = spelled(draft);
  if (shape === 'location' || shape === 'blocked') lines.push(`location = "${name}"`);
  if (shape === 'prefix') lines.push(`prefix = "${name}"`, `location = "${name}"`);
  if (shape === 'rewrite') {
    const target = random.chance(0.5) ? `${draft.host}${random.pick([':80', ':443', ':5000'])}` : elsewhere(draft);
    lines.push(`prefix = "${name}"`, `location = "${target}${random.chance(0.15) ? '/below' : ''}"`);
  }
  if (shape === 'wildcard')
    lines.push('prefix = "*.test"', ...(random.chance(0.4) ? [`location = "${elsewhere(draft)}"`] : []));
  if (shape === 'blocked') lines.push('blocked = true');
  const insecure = branch(draft, 'insecure', needsInsecure(draft) ? WANTED : UNWANTED);
  if (insecure === 'true' || insecure === 'false') lines.push(`insecure = ${insecure}`);
  if (insecure === 'text') lines.push('insecure = "true"');
  const mirrors = branch(draft, 'mirrors', { none: 48, one: 34, two: 18 });
  for (let left = { none: 0, one: 1, two: 2 }[mirrors]; left > 0; left -= 1) lines.push(...mirror(draft));
  return `${lines.join('\n')}\n`;
}

function mirror(draft: Draft): string[] {
  const { random } = draft;
  const path = random.weighted({ '': 80, '/cache': 15, '/': 5 });
  const lines = ['[[registry.mirror]]', `location = "${elsewhere(draft)}${path}"`];
  if (random.chance(0.5)) lines.push('insecure = true');
  const from = random.weighted({ unsaid: 84, 'digest-only': 8, 'tag-only': 6, sometimes: 2 });
  if (from !== 'unsaid') lines.push(`pull-from-mirror = "${from}"`);
  return lines;
}

const MISTAKES = { none: 80, syntax: 5, 'old form': 5, 'unknown key': 5, scheme: 5 } as const;
const FEW_MISTAKES = { none: 83, syntax: 4.25, 'old form': 4.25, 'unknown key': 4.25, scheme: 4.25 } as const;

/** Most files are right; some have what people get wrong. */
function mistaken(draft: Draft, text: string, fewWrong: boolean): string {
  switch (branch(draft, 'mistake', fewWrong ? FEW_MISTAKES : MISTAKES)) {
    case 'none':
      return text;
    case 'syntax':
      return text.replace('[[registry]]', '[[registry]');
    case 'old form':
      return `[registries.search]\nregistries = ["${draft.host}"]\n[registries.insecure]\nregistries = ["${draft.host}${draft.port}"]\n${draft.random.chance(0.3) ? text : ''}`;
    case 'unknown key':
      return text.replace('insecure', 'skip_verify');
    case 'scheme':
      return text.replace('location = "', 'location = "http://');
  }
}
