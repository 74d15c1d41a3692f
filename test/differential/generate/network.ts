import { NAMES, type PortState, REFUSED } from '../case.js';
import { branch, type Draft } from './draft.js';

const HOSTS = ['registry.test', 'mirror.test', 'other.test', 'localhost'] as const;

type Role = 'HTTPS' | 'HTTP' | 'refused' | 'wrong certificate' | '401' | '401 over HTTP' | 'no image';

/** What ports 443, 80 and 5000 are like: most networks have one good door, and not always the one that is knocked at. */
const DOORS: Readonly<Record<'443' | '80' | '5000', Readonly<Record<Role, number>>>> = {
  '443': { HTTPS: 38, HTTP: 9, refused: 10, 'wrong certificate': 10, '401': 16, '401 over HTTP': 8, 'no image': 8 },
  '80': { HTTPS: 9, HTTP: 37, refused: 18, 'wrong certificate': 9, '401': 9, '401 over HTTP': 9, 'no image': 9 },
  '5000': { HTTPS: 26, HTTP: 14, refused: 12, 'wrong certificate': 13, '401': 15, '401 over HTTP': 12, 'no image': 11 },
};

/** Draws the state of every port, and makes one that matters silent where asked. `extraHttps`: added to the weight of a port that is whole. */
export function drawNetwork(draft: Draft, silent: boolean, extraHttps: number): void {
  const asked = NAMES[draft.host] ?? draft.host;
  for (const host of HOSTS) {
    const address = NAMES[host] ?? '';
    for (const port of ['443', '80', '5000'] as const) {
      const own = address === asked && (draft.port === '' ? port !== '5000' : draft.port === `:${port}`);
      const doors = port === '80' ? DOORS[port] : { ...DOORS[port], HTTPS: DOORS[port].HTTPS + extraHttps };
      const role = own ? branch(draft, `port ${port}`, doors) : draft.random.weighted(doors);
      draft.network[`${address}:${port}`] = stateOf(draft, role);
    }
  }
  const realm = draft.random.weighted({ good: 80, refused: 8, wrong: 12 });
  draft.network[`${NAMES['auth.test']}:443`] =
    realm === 'good' ? state({}) : realm === 'refused' ? REFUSED : state({ certificate: 'unknown-ca' });
  if (!silent) return;
  const port = draft.port === '' ? '443' : draft.port.slice(1);
  draft.network[`${asked}:${port}`] = { ...REFUSED, speaks: 'silent' };
  draft.branches.add(`port ${port}: silent`);
}

function state(part: Partial<PortState>): PortState {
  return { ...REFUSED, speaks: 'https', ...part };
}

function stateOf(draft: Draft, role: Role): PortState {
  const { random } = draft;
  const answers = random.chance(0.25) ? 'index' : 'image';
  const auth = random.weighted({ basic: 42, bearer: 36, 'bearer-public': 22 });
  const realm = random.chance(0.5) ? 'own' : 'auth.test';
  switch (role) {
    case 'HTTPS':
      return state({ answers });
    case 'HTTP':
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
    case 'no image': {
      const speaks = random.chance(0.7) ? 'https' : 'http';
      return state({ speaks, answers: random.chance(0.5) ? 'empty' : 'unavailable' });
    }
  }
}
