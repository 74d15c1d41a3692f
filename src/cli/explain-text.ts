import type { Match } from '../explain/match.js';
import { RECOGNISERS } from '../explain/recognisers/catalogue.js';
import { Scanner } from '../explain/scanner.js';

/** The causes that one text at hand shows, best first. */
export function explainText(text: string): readonly Match[] {
  const scanner = new Scanner(RECOGNISERS);
  scanner.push(Buffer.from(text, 'utf8'));
  return scanner.end();
}
