import type { FailureMatch } from './failure.js';
import type { PlanNode, RequestNode } from './nodes.js';

/**
 * A plan as indented lines, two spaces a level, for `--verbose` and for tests. Names of credentials appear, secrets never do:
 * a plan has none.
 */
export function outlinePlan(node: PlanNode): string[] {
  switch (node.kind) {
    case 'request':
      return [requestLine(node)];
    case 'sequence':
      return node.steps.flatMap(outlinePlan);
    case 'commit':
      return [`from here on no other way${node.of === undefined ? '' : ` (${node.of})`} is tried`];
    case 'oneOf':
      return [`one of ${node.label}, ${matchText(node.moveOn)}, reports ${node.report}`, ...options(node.options)];
    case 'race':
      return [`race, ${node.staggerMs} ms apart`, ...options(node.options)];
    case 'retry':
      return [
        `${node.attempts} attempts, waits ${node.delaysMs.map((ms) => `${ms} ms`).join(', ')}`,
        ...indent(outlinePlan(node.body)),
      ];
    case 'choose':
      return [
        `where an address of ${node.byFact.addressesOf} is in ${node.byFact.within.join(', ')}`,
        ...indent(outlinePlan(node.inside)),
        'otherwise',
        ...indent(outlinePlan(node.outside)),
      ];
    case 'stop':
      return [`stop (${node.failure}): ${node.because}`];
    case 'follow':
      switch (node.what) {
        case 'challenge': {
          const { credential, scopes } = node.rule;
          const scope = scopes.length === 0 ? '' : `, scope ${scopes.join(' ')}`;
          const then = node.then === null ? [] : indent(outlinePlan(node.then));
          return [`${requestLine(node.first)}, then as ${credential?.id ?? 'nobody'}${scope}`, ...then];
        }
        case 'index':
          return [`${requestLine(node.first)}, then the child for ${platformText(node.platform)}`];
        case 'child':
          return [`the child for ${platformText(node.platform)}:`, ...indent(outlinePlan(node.then))];
        case 'blobs':
          return [`blobs (${node.takes.join(', ')}):`, ...indent(outlinePlan(node.one))];
        case 'location':
          return [`${requestLine(node.first)}, cancelled at its Location`];
      }
  }
}

function requestLine(node: RequestNode): string {
  const notes = [
    ...(node.url.startsWith('https:') && !node.transport.tls.verify ? ['unverified'] : []),
    ...(node.authorization !== 'none' ? ['authorized'] : []),
    ...(node.byDigest === true ? ['by digest'] : []),
  ];
  return `${node.step}: ${node.method} ${node.url}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
}

function platformText(platform: {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string | null;
}): string {
  return [platform.os, platform.architecture, ...(platform.variant === null ? [] : [platform.variant])].join('/');
}

function options(nodes: readonly PlanNode[]): string[] {
  return nodes.flatMap((node) => {
    const [first = '', ...rest] = outlinePlan(node);
    return [`- ${first}`, ...indent(rest)];
  });
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function matchText(match: FailureMatch): string {
  const kinds = match.kinds === 'any' ? 'any failure' : match.kinds.join(', ');
  return `moves on after ${kinds}${match.except.length === 0 ? '' : ` except ${match.except.join(', ')}`}`;
}
