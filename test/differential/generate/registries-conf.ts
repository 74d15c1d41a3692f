import { branch, type Draft } from './draft.js';
import { elsewhere, spelled } from './names.js';

const MAIN = '/etc/containers/registries.conf';
const DROP_INS = '/etc/containers/registries.conf.d';
const HOME = '/root/.config/containers/registries.conf';

/** Draws registries.conf and its drop-ins: right, half right and wrong. */
export function drawRegistriesConf(draft: Draft): void {
  const layout = branch(draft, 'registries.conf', { none: 22, main: 44, 'drop-in': 18, both: 8, home: 4, variable: 4 });
  const text = () => mistaken(draft, tables(draft));
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
  const name = branch(draft, 'drop-in name', { '50-case.conf': 70, '50-case.toml': 15, 'case.conf.bak': 15 });
  draft.files[`${DROP_INS}/${name}`] = text();
  if (draft.random.chance(0.3)) draft.files[`${DROP_INS}/10-first.conf`] = tables(draft);
}

function tables(draft: Draft): string {
  const count = draft.random.weighted({ '1': 75, '2': 25 });
  const head = draft.random.chance(0.25) ? `unqualified-search-registries = ["${draft.host}${draft.port}"]\n` : '';
  return `${head}${Array.from({ length: Number(count) }, () => table(draft)).join('\n')}`;
}

function table(draft: Draft): string {
  const { random } = draft;
  const shape = branch(draft, 'registry table', {
    location: 40,
    prefix: 22,
    rewrite: 24,
    wildcard: 6,
    nothing: 2,
    blocked: 6,
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
  const insecure = branch(draft, 'insecure', { true: 52, false: 10, unsaid: 35, text: 3 });
  if (insecure === 'true' || insecure === 'false') lines.push(`insecure = ${insecure}`);
  if (insecure === 'text') lines.push('insecure = "true"');
  const mirrors = branch(draft, 'mirrors', { none: 62, one: 26, two: 12 });
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

/** Most files are right; some have what people get wrong. */
function mistaken(draft: Draft, text: string): string {
  switch (branch(draft, 'mistake', { none: 84, syntax: 4, 'old form': 5, 'unknown key': 4, scheme: 3 })) {
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
