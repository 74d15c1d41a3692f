import { expect, test, vi } from 'vitest';
import { watchSignals } from '../../src/roundtrip/interruption.js';

/** What came of signals of these names, one after the other. */
function after(...signals: readonly NodeJS.Signals[]): readonly number[] {
  const onFirst = vi.fn();
  const onSecond = vi.fn();
  const watched = watchSignals(onFirst, onSecond);
  try {
    for (const signal of signals) process.emit(signal, signal);
    expect([watched.first.aborted, watched.second.aborted].map(Number)).toEqual(
      [onFirst, onSecond].map(({ mock }) => mock.calls.length),
    );
    return [onFirst, onSecond].map(({ mock }) => mock.calls.length);
  } finally {
    watched.dispose();
  }
}

test('Ctrl-C twice ends the removal too', () => {
  expect(after('SIGINT', 'SIGINT')).toEqual([1, 1]);
  expect(after('SIGHUP', 'SIGTERM')).toEqual([1, 1]);
});

test('a terminal that goes away says so twice, and the removal goes on', () => {
  expect(after('SIGHUP', 'SIGHUP')).toEqual([1, 0]);
  expect(after('SIGINT', 'SIGHUP')).toEqual([1, 0]);
});
