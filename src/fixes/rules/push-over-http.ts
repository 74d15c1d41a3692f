import { type FixDraft, type FixRule, NO_CHANGE } from '../fix.js';
import { withPort } from '../registry-table.js';

/** A port of this machine on which nothing listens: the discard service is gone from every distribution. */
const REFUSING_PROXY = 'http://127.0.0.1:9';

/**
 * For operations that registries.conf doesn't rewrite (push, login): the port in the name itself, or an HTTPS proxy that refuses at once.
 * containers/image `docker/docker_image_dest.go`: newImageDestination takes the logical name.
 */
export const pushOverHttp: FixRule = {
  codes: ['fallback-delay', 'tcp-refused', 'tcp-timeout'],
  drafts(_finding, entry, context) {
    const { plan } = entry;
    if (plan.operation === 'pull' || plan.reference === null) return [];
    const named = withPort(plan.reference.registry, 80);
    const drafts: FixDraft[] = [];
    if (named !== null) {
      const reference =
        plan.operation === 'login'
          ? named
          : `${named}/${plan.reference.repository}${plan.reference.tag === null ? '' : `:${plan.reference.tag}`}`;
      const image = plan.operation === 'login' ? reference : `IMAGE docker://${reference}`;
      drafts.push({
        ...NO_CHANGE,
        kind: 'request',
        summary: `name port 80 in the reference: ${reference}`,
        limits: [
          'the image is known under the name with :80 from then on',
          'a [[registry]] location rewrite in registries.conf does not help here: pushes, logins and tag listings are never rewritten',
        ],
        prose: [
          plan.client === 'skopeo'
            ? `skopeo copy SOURCE docker://${reference}`
            : `${plan.client} ${plan.operation} ${image}`,
        ],
        change: { reference },
      });
    }
    const others = context.host.environment['NO_PROXY'] ?? context.host.environment['no_proxy'] ?? '';
    drafts.push({
      ...NO_CHANGE,
      kind: 'host',
      summary: 'send HTTPS to a proxy that refuses at once; plain HTTP goes direct',
      limits: [
        'in this shell every other HTTPS registry fails unless it is listed in NO_PROXY',
        'a [[registry]] location rewrite in registries.conf does not help here: pushes, logins and tag listings are never rewritten',
      ],
      commands: [
        `export HTTPS_PROXY=${REFUSING_PROXY}`,
        'unset HTTP_PROXY http_proxy',
        ...(others === '' ? [] : ['unset NO_PROXY no_proxy']),
      ],
      reload: 'this shell only',
      change: {
        environment: {
          HTTPS_PROXY: REFUSING_PROXY,
          HTTP_PROXY: '',
          http_proxy: '',
          ...(others === '' ? {} : { NO_PROXY: '', no_proxy: '' }),
        },
      },
    });
    return drafts;
  },
};
