import { drawCertsD } from './certs-d.js';
import { branch, type Draft } from './draft.js';
import { drawFlagLogin, drawLogin } from './login.js';
import { drawRegistriesConf } from './registries-conf.js';

/** Tools that read BUILD_REGISTRY_SOURCES have one more place that stops pulls: more of them verify nothing, so that a quarter succeeds. */
const UNSAID_MOSTLY = { unsaid: 80, false: 13, true: 7 } as const;
const FALSE_MORE_OFTEN = { unsaid: 75, false: 20, true: 5 } as const;

/** Draws the machine of buildah, podman and skopeo. */
export function drawContainersImage(draft: Draft, tool: string): void {
  drawRegistriesConf(draft, tool !== 'skopeo');
  drawCertsD(draft, {
    '/etc/containers/certs.d': 60,
    '/etc/docker/certs.d': 25,
    '/root/.config/containers/certs.d': 15,
  });
  drawLogin(draft, {
    '/run/containers/0/auth.json': 55,
    '/root/.config/containers/auth.json': 12,
    '/root/.docker/config.json': 23,
    '/root/case/auth.json': 10,
  });
  drawFlagLogin(draft, 0.06);
  const verify = branch(draft, 'flag --tls-verify', tool === 'skopeo' ? UNSAID_MOSTLY : FALSE_MORE_OFTEN);
  draft.tlsVerify = verify === 'unsaid' ? null : verify === 'true';
  if (tool !== 'skopeo') drawBuildSources(draft);
}

function drawBuildSources(draft: Draft): void {
  const own = `${draft.host}${draft.port}`;
  const taken = branch(draft, 'BUILD_REGISTRY_SOURCES', {
    unset: 70,
    insecure: 14,
    allowed: 4,
    blocked: 4,
    other: 4,
    broken: 4,
  });
  const lists: Record<typeof taken, string | null> = {
    unset: null,
    insecure: JSON.stringify({ insecureRegistries: [own] }),
    allowed: JSON.stringify({ allowedRegistries: [own], insecureRegistries: [draft.host] }),
    blocked: JSON.stringify({ blockedRegistries: [own] }),
    other: JSON.stringify({ allowedRegistries: ['elsewhere.test'] }),
    broken: '{"insecureRegistries": "all"}',
  };
  const text = lists[taken];
  if (text !== null) draft.environment['BUILD_REGISTRY_SOURCES'] = text;
}
