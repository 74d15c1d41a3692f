import { describeSource } from '../../host/source.js';
import { deadSettings, subjectOf } from '../dead-setting.js';
import { foreignForm } from '../foreign-form.js';
import type { Rule } from '../rule.js';
import { locationOf, placeOf, stopBehind } from '../stop.js';

/** A file in another program's form: it says nothing here, or stops the client altogether. */
export const configWrongDialect: Rule = {
  code: 'config-wrong-dialect',
  explains(cause) {
    const form = foreignForm(cause);
    if (form === null) return null;
    const { plan } = cause.case;
    const cures = form.cure.map(({ path }) => path);
    const stop = stopBehind(cause)?.sources[0];
    return {
      title: `${form.text.replace(/\.$/, '')}, and ${plan.client} stops there before any network`,
      subject: subjectOf(form),
      location: locationOf(form.source),
      evidence: [
        { text: describeSource(form.source), fact: null },
        { text: `${stop === undefined ? '' : `${placeOf(stop)}: `}${cause.failure.text}`, fact: null },
      ],
      nextStep: `whoever keeps ${placeOf(form.source)}: write it in the form that ${plan.client} reads${cures.length === 0 ? ', or take the file away' : ''}`,
      about: { origin: null, registry: null, file: form.source.name },
    };
  },
  notices(context) {
    // Where the file stops the client, `explains` has said it.
    const said = new Set(context.causes.flatMap((cause) => foreignForm(cause)?.source.name ?? []));
    return deadSettings('config-wrong-dialect', context).filter(({ about }) => !said.has(about.file ?? ''));
  },
};
