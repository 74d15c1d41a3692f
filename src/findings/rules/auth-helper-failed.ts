import type { HelperFact } from '../../facts/facts.js';
import { explainHelper, type HelperTrouble, helperBehind } from '../helper.js';
import type { Rule } from '../rule.js';

/** A credential helper runs and fails, hangs, or prints no credential. */
export const authHelperFailed: Rule = {
  code: 'auth-helper-failed',
  explains(cause, context) {
    const trouble = helperBehind(cause, context);
    if (trouble?.fact == null || trouble.fact.outcome === 'missing') return null;
    const { program, server, factId } = trouble;
    const command = `echo ${server ?? 'SERVER'} | ${program} get`;
    return explainHelper(cause, trouble, {
      is: wordsOf(trouble.fact),
      cure: `run it by hand to see what it lacks (it prints a password where it works): ${command}`,
      evidence: [{ text: `${command}: ${resultOf(trouble)}`, fact: factId }],
    });
  },
};

function wordsOf({ outcome, ms }: HelperFact): string {
  if (outcome === 'silent') return `gives no answer within ${(ms / 1000).toFixed(1)} s`;
  return outcome === 'junk' ? 'prints no credential' : 'fails';
}

function resultOf({ fact }: HelperTrouble): string {
  if (fact?.outcome === 'silent') return `no answer within ${fact.ms} ms, and clients have no limit for it`;
  return fact?.detail ?? 'it ended with an error';
}
