import { describeCredential } from '../findings/credential.js';
import { accountWords, type Rights, rightsSentence } from '../findings/rights.js';
import { cleanText } from '../text/clean.js';
import type { Report } from './schema.js';

/** Longest sentence about rights: names in it come from the command line and from files. */
const MAX_CHARACTERS = 600;

/** Rights as the report carries them, with the one sentence that the text shows. */
export function reportRights(rights: Rights | null): NonNullable<Report['rights']> | null {
  if (rights === null) return null;
  const { repository, anonymous, account } = rights;
  const credential = account === null ? null : describeCredential(account.credential);
  const words = account === null ? null : accountWords(account);
  const nobody = rightsSentence(rights);
  const told = [nobody, words === null ? null : `the account of ${credential} ${words}`].filter(
    (part) => part !== null,
  );
  return {
    repository: cleanText(repository, MAX_CHARACTERS),
    anonymous: { ...anonymous },
    account:
      account === null || credential === null
        ? null
        : { credential: cleanText(credential, MAX_CHARACTERS), pull: account.pull, push: account.push },
    says: told.length === 0 ? null : cleanText(told.join('; '), MAX_CHARACTERS),
  };
}
