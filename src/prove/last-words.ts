import { logMessage } from './debug-log.js';

/** What is kept of them, characters: an error that names every endpoint it tried. */
const MAX_CHARACTERS = 2000;
/** Programs end with their error; what stands further up is about something else. Lines. */
const LAST_LINES = 40;
const QUIET_LEVELS = ['trace', 'debug', 'info'];
const ERROR = /^(?:Error|ERRO|FATA|error|fatal)\b/;
/** Says only that a child of the program ended. */
const NO_REASON = /^(?:exit status \d+|\(?unable to determine exit status\)?|parsing PID "": .*)$/i;

/**
 * The words with which a program gave up, out of all it printed: the errors at its end with what follows them; else the last lines that are no
 * debug log. Null where it said nothing. One line, cut at 2000 characters.
 */
export function lastWords(output: string): string | null {
  const spoken = output.split('\n').slice(-LAST_LINES).flatMap(spokenLine);
  const last = spoken.findLastIndex(({ isError }) => isError);
  const before = spoken.slice(0, last + 1).findLastIndex(({ isError }) => !isError);
  const words = (last === -1 ? spoken.slice(-3) : spoken.slice(before + 1)).map(({ text }) => text).join(' ');
  return words === '' ? null : words.slice(0, MAX_CHARACTERS);
}

function spokenLine(line: string): { text: string; isError: boolean }[] {
  const logged = logMessage(line);
  const text = (logged?.message ?? line).trim();
  if (text === '' || NO_REASON.test(text) || QUIET_LEVELS.includes(logged?.level ?? '')) return [];
  return [{ text, isError: logged === null ? ERROR.test(text) : ['fatal', 'error'].includes(logged.level) }];
}
