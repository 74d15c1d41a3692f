import { explainHelper, helperBehind } from '../helper.js';
import type { Rule } from '../rule.js';

/** A credential helper that the configuration names is not installed. */
export const authHelperMissing: Rule = {
  code: 'auth-helper-missing',
  explains(cause, context) {
    const trouble = helperBehind(cause, context);
    if (trouble === null || (trouble.fact !== null && trouble.fact.outcome !== 'missing')) return null;
    const { program, factId } = trouble;
    return explainHelper(cause, trouble, {
      is: 'is not installed',
      cure: `install ${program} on the PATH of ${cause.case.plan.client}`,
      evidence: [{ text: `no directory of the PATH has ${program}`, fact: factId }],
    });
  },
};
