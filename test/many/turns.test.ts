import { expect, test } from 'vitest';
import { InOrder } from '../../src/many/in-order.js';
import { Turns } from '../../src/many/turns.js';

test('so many at once, the others in the order in which they came; more places let more in', async () => {
  const turns = new Turns(1);
  const log: number[] = [];
  const work = [0, 1, 2, 3].map(async (number) => {
    await turns.take();
    log.push(number);
  });
  await new Promise(setImmediate);
  expect(log).toEqual([0]);
  turns.give();
  await new Promise(setImmediate);
  expect(log).toEqual([0, 1]);
  turns.widen(2);
  await Promise.all(work);
  expect(log).toEqual([0, 1, 2, 3]);
});

test('a place that was given back while nobody waited is there for the next one', async () => {
  const turns = new Turns(1);
  for (let round = 0; round < 5; round += 1) {
    await turns.take();
    turns.give();
  }
  await turns.take();
  let isIn = false;
  void turns.take().then(() => {
    isIn = true;
  });
  await new Promise(setImmediate);
  expect(isIn).toBe(false);
});

test('what comes too early waits for its turn', () => {
  const order = new InOrder<string>();
  expect(order.put(2, 'c')).toEqual([]);
  expect(order.put(0, 'a')).toEqual(['a']);
  expect(order.put(1, 'b')).toEqual(['b', 'c']);
});
