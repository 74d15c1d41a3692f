import { podCost } from '../forms/fix-words.js';
import type { ReportFix } from '../schema.js';
import { fold } from './fold.js';
import type { Style, TextOptions } from './style.js';

/** Lines for a pod's spec as they are pasted there, and what they cost; the flags of `docker run` where no Kubernetes starts the container. */
export function podLines(pod: NonNullable<ReportFix['pod']>, style: Style, { width }: TextOptions): string[] {
  if (pod.started === 'otherwise')
    return [
      '    with docker run or podman run:',
      '',
      style.paint('cyan', `    ${pod.flags}`),
      '',
      ...fold(`In a pod: ${podCost(pod)}`, width, '    '),
    ];
  const yaml = pod.yaml.replace(/\n$/, '').split('\n');
  return [
    '    under spec of the pod:',
    '',
    ...yaml.map((line) => style.paint('cyan', `    ${line}`)),
    '',
    ...fold(podCost(pod), width, '    '),
  ];
}
