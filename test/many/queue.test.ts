import { describe, expect, test } from 'vitest';
import { REFERENCES_AT_ONCE_EACH } from '../../src/many/limits.js';
import { Queue, type Turn } from '../../src/many/queue.js';

function takeAll(queue: Queue): Turn[] {
  const turns: Turn[] = [];
  for (let turn = queue.take(); turn !== null; turn = queue.take()) turns.push(turn);
  return turns;
}

describe('whose turn it is', () => {
  test('of each registry one alone begins, and shows what the others share', () => {
    const queue = new Queue(['a', 'a', 'b', 'a', 'b']);
    const first = takeAll(queue);
    expect(first.map(({ index, isFirst }) => [index, isFirst])).toEqual([
      [0, true],
      [2, true],
    ]);
    queue.done(first[0] as Turn);
    expect(takeAll(queue).map(({ index, isFirst }) => [index, isFirst])).toEqual([
      [1, false],
      [3, false],
    ]);
  });

  test('a registry that does not answer holds up nobody else', () => {
    const queue = new Queue(['silent', 'silent', 'silent', 'good', 'good']);
    const [, good] = takeAll(queue);
    queue.done(good as Turn);
    expect(takeAll(queue).map(({ index }) => index)).toEqual([4]);
  });

  test('of one registry only a few run side by side', () => {
    const queue = new Queue(Array.from({ length: 20 }, () => 'a'));
    queue.done(queue.take() as Turn);
    expect(takeAll(queue)).toHaveLength(REFERENCES_AT_ONCE_EACH);
  });

  test('what is no reference has no turn, and what is left over is told in order', () => {
    const queue = new Queue(['a', null, 'b', 'a', 'b']);
    expect(takeAll(queue).map(({ index }) => index)).toEqual([0, 2]);
    expect(queue.rest()).toEqual([3, 4]);
    expect(queue.rest()).toEqual([]);
  });

  test('a hundred thousand of a thousand registries take no time to sort out', () => {
    const queue = new Queue(Array.from({ length: 100_000 }, (_, index) => `r${index % 1000}`));
    let count = 0;
    for (let turn = queue.take(); turn !== null; turn = queue.take()) {
      count += 1;
      queue.done(turn);
    }
    expect(count).toBe(100_000);
  }, 10_000);
});
