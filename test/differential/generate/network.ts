import { NAMES, type PortState, REFUSED } from '../case.js';
import { branch, type Draft } from './draft.js';

const HOSTS = ['registry.test', 'mirror.test', 'other.test', 'localhost'] as const;

type Role = 'whole' | 'http' | 'refused' | 'wrong certificate' | '401' | '401 over HTTP' | '503' | 'without the image';

/** What ports 443, 80 and 5000 are like: most networks have one good door, and not always the one that is knocked at. */
const DOORS: Readonly<Record<'443' | '80' | '5000', Readonly<Record<Role, number>>>> = {
  '443': {
    whole: 30,
    http: 7,
    refused: 18,
    'wrong certificate': 22,
    '401': 17,
    '401 over HTTP': 1,
    '503': 2,
    'without the image': 3,
  },
  '80': {
    whole: 4,
    http: 40,
    refused: 40,
    'wrong certificate': 3,
    '401': 2,
    '401 over HTTP': 8,
    '503': 2,
    'without the image': 2,
  },
  '5000': {
    whole: 26,
    http: 26,
    refused: 8,
    'wrong certificate': 18,
    '401': 12,
    '401 over HTTP': 6,
    '503': 2,
    'without the image': 2,
  },
};

/** Draws the state of every port, and makes one that matters silent where asked. */
export function drawNetwork(draft: Draft, silent: boolean): void {
  for (const host of HOSTS) {
    const address = NAMES[host] ?? '';
    for (const port of ['443', '80', '5000'] as const) {
      const own = host === draft.host && (draft.port === '' ? port !== '5000' : draft.port === `:${port}`);
      const role = own ? branch(draft, `port ${port}`, DOORS[port]) : draft.random.weighted(DOORS[port]);
      draft.network[`${address}:${port}`] = stateOf(draft, role);
    }
  }
  const realm = draft.random.weighted({ good: 80, refused: 8, wrong: 12 });
  draft.network[`${NAMES['auth.test']}:443`] =
    realm === 'good' ? state({}) : realm === 'refused' ? REFUSED : state({ certificate: 'unknown-ca' });
  if (!silent) return;
  const address = NAMES[draft.host] ?? draft.host;
  const ports = draft.port === '' ? ['443', '443', '80'] : [draft.port.slice(1)];
  draft.network[`${address}:${draft.random.pick(ports)}`] = { ...REFUSED, speaks: 'silent' };
  draft.branches.add('port: silent');
}

function state(part: Partial<PortState>): PortState {
  return { ...REFUSED, speaks: 'https', ...part };
}

function stateOf(draft: Draft, role: Role): PortState {
  const { random } = draft;
  const answers = random.chance(0.25) ? 'index' : 'image';
  const auth = random.weighted({ basic: 40, bearer: 30, 'bearer-public': 30 });
  const realm = random.chance(0.5) ? 'own' : 'auth.test';
  switch (role) {
    case 'whole':
      return state({ answers });
    case 'http':
      return state({ speaks: 'http', answers });
    case 'refused':
      return REFUSED;
    case 'wrong certificate': {
      const certificate = random.weighted({ 'unknown-ca': 60, 'wrong-name': 20, expired: 20 });
      return state({ certificate, answers, auth: random.chance(0.2) ? auth : 'none' });
    }
    case '401':
      return state({ answers, auth, realm });
    case '401 over HTTP':
      return state({ speaks: 'http', answers, auth, realm });
    case '503':
      return state({ answers: 'unavailable', speaks: random.chance(0.7) ? 'https' : 'http' });
    case 'without the image':
      return state({ answers: 'empty', speaks: random.chance(0.7) ? 'https' : 'http' });
  }
}
