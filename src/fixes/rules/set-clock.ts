import { certificateCase, timeProblem } from '../../findings/certificates.js';
import { iso, otherClocks } from '../../findings/clock.js';
import { causeBehind } from '../cause-behind.js';
import { type FixRule, NO_CHANGE } from '../fix.js';

/** The time as a server has it, where that makes the certificate good. How a machine keeps its clock differs too much for one command. */
export const setClock: FixRule = {
  codes: ['tls-not-yet-valid-clock-skew'],
  drafts(finding, entry, context) {
    const cause = causeBehind(finding, entry);
    const found = cause === null ? null : certificateCase(cause, context);
    const clock = otherClocks(context).find(({ differs }) => differs);
    if (found === null || timeProblem(found.verdict) === null || clock === undefined) return [];
    return [
      {
        ...NO_CHANGE,
        kind: 'host',
        summary: `set this machine's clock: it is ${iso(clock.nowMs)} and not ${iso(context.host.nowMs)}`,
        limits: ['a container has the clock of its node: set it there'],
        prose: ['timedatectl set-ntp true; or, where chrony keeps the time: chronyc makestep'],
        change: { nowMs: clock.nowMs },
      },
    ];
  },
};
