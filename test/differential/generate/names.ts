import type { Draft } from './draft.js';

/** The registry asked for, in one of the forms in which people write it; the right one most of the time. */
export function spelled(draft: Draft): string {
  const { host, port, repository, random } = draft;
  const own = `${host}${port}`;
  return random.weighted({
    [own]: 62,
    [host]: 12,
    [`${own}/${repository.split('/')[0]}`]: 8,
    [`${own}/${repository}`]: 5,
    [`${host}:5000`]: 5,
    [`${host}:443`]: 4,
    [`${host}:80`]: 3,
    [`https://${own}`]: 2,
    'elsewhere.test': 5,
  });
}

/** Another place of the network, as a mirror or a location. */
export function elsewhere(draft: Draft): string {
  const { random, host } = draft;
  const port = random.weighted({ '': 40, ':5000': 45, ':80': 15 });
  const name = random.weighted({ 'mirror.test': 55, 'other.test': 25, '10.99.0.13': 8, localhost: 5, [host]: 7 });
  return `${name}${port}`;
}
