import { redactorFor } from './redactor.js';

/** What takes names out of messages, where the words of the call ask for it: a wrong call is told before its flags are read. */
export async function withoutNamesFor(words: readonly string[]): Promise<(text: string) => string> {
  return (await redactorFor({ 'redact-hosts': words.includes('--redact-hosts') })).text;
}
