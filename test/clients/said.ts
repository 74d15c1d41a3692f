import type { Client, Meaning } from '../../src/clients/client.js';
import { type AskedOf, configurationOf } from './a-client.js';

/** What a client's configuration says: `path:line does`. */
export function said(client: Client, asked: AskedOf = {}): string[] {
  return meaningsOf(client, asked).map(({ source: { name, line }, does }) => `${name}:${line} ${does}`);
}

/** The same with all its words. */
export function meaningsOf(client: Client, asked: AskedOf = {}): readonly Meaning[] {
  return configurationOf(client, asked).meanings ?? [];
}

/** The one meaning whose words match; fails the test where there is none. */
export function meaningOf(client: Client, asked: AskedOf, does: RegExp): Meaning {
  const all = meaningsOf(client, asked);
  const found = all.find((meaning) => does.test(meaning.does));
  if (found === undefined) throw new Error(`nothing like ${does} in ${JSON.stringify(all.map((each) => each.does))}`);
  return found;
}
