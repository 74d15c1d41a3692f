import { describe, expect, test } from 'vitest';
import { quiet, scan } from './a-scan.js';

const about = { kind: 'Pod', namespace: 'shop', name: 'web-1' };

function event(reason: string, message: string, involvedObject: object = about): object {
  return { apiVersion: 'v1', kind: 'Event', involvedObject, reason, message, type: 'Warning' };
}

function events(...items: readonly object[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 4);
}

describe('kubectl get events -o json', () => {
  const failed = event(
    'Failed',
    'Failed to pull image "registry.example.com/shop/web:1": failed to do request: Head "https://registry.example.com/v2/shop/web/manifests/1": x509: certificate signed by unknown authority',
  );

  test('gives the cause with the line of the message', () => {
    const text = events(event('Scheduled', 'Successfully assigned shop/web-1 to node-1'), failed);
    const [best] = scan(text);
    expect(best).toMatchObject({ code: 'tls-unknown-ca', reference: 'registry.example.com/shop/web:1' });
    expect(text.split('\n')[(best?.line ?? 0) - 1]).toContain('x509');
  });

  test('takes the image from another event about the same object', () => {
    const [best] = scan(
      events(
        event('Pulling', 'Pulling image "registry.example.com/shop/web:1"'),
        event('BackOff', 'Back-off pulling image', { kind: 'Pod', namespace: 'shop', name: 'other-1' }),
        event('Failed', 'Error: ErrImagePull'),
      ),
    );
    expect(best).toMatchObject({ code: 'kubelet-backoff-only' });
    expect(
      scan(
        events(
          event('Pulling', 'Pulling image "registry.example.com/shop/web:1"'),
          event('Failed', 'Error: ErrImagePull'),
        ),
      )[0],
    ).toMatchObject({
      code: 'kubelet-backoff-only',
      reference: 'registry.example.com/shop/web:1',
    });
  });

  test('understands pods, whose containers name their image beside the message', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: about,
      status: {
        containerStatuses: [
          {
            image: 'registry.example.com/shop/web:1',
            state: {
              waiting: { reason: 'ErrImagePull', message: 'pull failed: unauthorized: authentication required' },
            },
          },
        ],
      },
    };
    expect(scan(JSON.stringify(pod, null, 2))[0]).toMatchObject({
      code: 'auth-missing-credentials',
      reference: 'registry.example.com/shop/web:1',
    });
  });

  test('is the same on one line and in megabytes of it', () => {
    const many = Array.from({ length: 5000 }, (_, index) => event('Created', `Created container web-${index}`));
    for (const text of [JSON.stringify(JSON.parse(events(failed))), events(...many, failed), events(failed, ...many)])
      expect(scan(text)[0]).toMatchObject({ code: 'tls-unknown-ca', reference: 'registry.example.com/shop/web:1' });
  });

  test('is read as lines where it is cut off, or one object after another', () => {
    const text = events(failed);
    expect(scan(text.slice(0, -5))[0]).toMatchObject({ code: 'tls-unknown-ca' });
    expect(scan(`${text}\n${text}`)[0]).toMatchObject({ code: 'tls-unknown-ca' });
  });
});

test('a log with one JSON object on each line is a log', () => {
  const line = JSON.stringify({ level: 'error', msg: 'pull image: unauthorized: authentication required', image: 'x' });
  expect(scan(`{"level":"info"}\n${quiet(20_000)}${line}\n`)[0]).toMatchObject({
    code: 'auth-missing-credentials',
    line: 20_002,
  });
});
