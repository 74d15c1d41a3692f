import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { deploymentYaml, secretCommands } from '../../src/roundtrip/deployment.js';
import { podSecurityLevel } from '../kubernetes/pod-security.js';
import { schemaProblems } from '../kubernetes/schema.js';

const REFERENCE = 'registry.test:5000/regdoctor-roundtrip/0a1b2c3d4e:0a1b2c3d';
const subject = { reference: REFERENCE, architecture: 'amd64', needsSecret: true };

describe('the Deployment that tries the image from a cluster', () => {
  test.each([true, false])('is one that Kubernetes takes, at the level restricted (secret: %s)', (needsSecret) => {
    const deployment = parse(deploymentYaml({ ...subject, needsSecret }));
    expect(schemaProblems(deployment)).toEqual([]);
    expect(podSecurityLevel(deployment.spec.template)).toBe('restricted');
    const { spec } = deployment.spec.template;
    expect(
      spec.containers.map(({ image, imagePullPolicy }: Record<string, unknown>) => [image, imagePullPolicy]),
    ).toEqual([[REFERENCE, 'Always']]);
    expect(spec.imagePullSecrets).toEqual(needsSecret ? [{ name: 'regdoctor-roundtrip' }] : undefined);
    expect(spec.nodeSelector).toEqual({ 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' });
    expect(deployment.spec.selector.matchLabels).toEqual(deployment.spec.template.metadata.labels);
  });

  test('fits on a screen', () => {
    expect(deploymentYaml(subject).trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  });

  test('its secret comes from one line, which asks nothing and leaves no file', () => {
    expect(secretCommands(['skopeo', 'login', '--tls-verify=false'], 'registry.test:5000')).toEqual([
      `printf %s "\${LOGIN#*:}" | skopeo login --tls-verify=false --authfile ./regdoctor-login.json --username "\${LOGIN%%:*}" --password-stdin registry.test:5000 && kubectl create secret generic regdoctor-roundtrip --type=kubernetes.io/dockerconfigjson --from-file=.dockerconfigjson=./regdoctor-login.json; rm -f ./regdoctor-login.json`,
    ]);
  });
});
