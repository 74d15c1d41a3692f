import { describe, expect, test } from 'vitest';
import { candidatesOf } from '../../src/explain/candidates.js';
import { plainText } from '../../src/explain/plain-text.js';
import { RECOGNISERS } from '../../src/explain/recognisers/catalogue.js';
import { isAboutRegistries } from '../../src/explain/registry-context.js';
import { nextTelling } from '../../src/explain/word-finder.js';

const candidates = candidatesOf(RECOGNISERS);

function bitsOf(text: string): Int32Array {
  const { finder } = candidates;
  const bytes = Buffer.from(text);
  const bits = new Int32Array(candidates.size);
  let state = finder.start;
  for (let at = 0; at < bytes.length; ) {
    at = nextTelling(finder, bytes, at, bytes.length, state);
    state = finder.reached;
    if (state >= finder.firstTelling && state < finder.lineEnd) candidates.add(bits, state);
  }
  return bits;
}

describe('which lines of a log are worth a look', () => {
  test('those of every example, for the recogniser it belongs to', () => {
    const missed = RECOGNISERS.flatMap((recogniser) =>
      recogniser.examples
        .filter(
          (example) => !candidates.recognisersOf(bitsOf(plainText(example)), true).recognisers.includes(recogniser),
        )
        .map((example) => `${recogniser.label}: ${example}`),
    );
    expect(missed).toEqual([]);
  });

  test('every line that is about registries holds a word that says it may be', () => {
    const texts = RECOGNISERS.flatMap(({ examples, counterexamples = [] }) => [...examples, ...counterexamples]);
    const words =
      'docker podman buildah skopeo crictl nerdctl ctr crane kaniko oras helm img jib ko regctl cosign imgpkg apptainer singularity'.split(
        ' ',
      );
    const made = [
      ...words.map((word) => `${word} pull app`),
      ...['image', 'reference', 'manifest', 'blob', 'layer'].map((word) => `fetching ${word}`),
      ...'registry-1.docker.io registry.hub.docker.com index.docker.io ghcr.io quay.io gcr.io registry.k8s.io k8s.gcr.io mcr.microsoft.com x-docker.pkg.dev 1.dkr.ecr.eu.amazonaws.com x.azurecr.io public.ecr.aws registry.gitlab.com nvcr.io lscr.io registry.redhat.io docker.elastic.co docker.com x.aliyuncs.com x.bintray.io ocir.io icr.io'.split(
        ' ',
      ),
      ...'daemon.json hosts.toml registries.conf registries.yaml certs.d policy.json auth.json'.split(' '),
      ...'containerd[1] dockerd[1] cri-o[1] crio[1] buildkitd[1] rancher[1] kubelet[1]'.split(' '),
      ...'https://harbor.x/ https://docker.x/ https://registry.x/ localhost:5000/app oci://x containers-storage://x docker-archive://x /v2/ /v1/_ping'.split(
        ' ',
      ),
      ...[
        'pull complete',
        'download complete',
        'extracting [',
        `sha256:${'a'.repeat(64)}`,
        'httpreadseeker',
        'trying next host',
        'load metadata for',
      ],
      ...[
        'initializing source',
        'failed to do request: head',
        'failed to resolve reference',
        'pulling from',
        'get tags from registry',
        'pull secret',
        'registry login',
      ],
    ];
    const about = [...texts.map(plainText), ...made].filter(isAboutRegistries);
    expect(about.length).toBeGreaterThan(100);
    expect(about.filter((text) => !candidates.mayBeAbout(bitsOf(text)))).toEqual([]);
  });

  test('not those with a word that stands in all kinds of logs, unless they are about registries', () => {
    const count = (text: string): number => candidates.recognisersOf(bitsOf(text), false).recognisers.length;
    expect(count('GET /orders 500 12ms')).toBe(0);
    expect(count('GET /v2/app/manifests/1 500 12ms')).toBeGreaterThan(0);
  });
});
