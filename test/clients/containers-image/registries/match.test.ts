import { describe, expect, test } from 'vitest';
import { findRegistry, matchLength } from '../../../../src/clients/containers-image/registries/match.js';
import { configOf } from './machine.js';

const DIGEST = `@sha256:${'c'.repeat(64)}`;
const OTHER_DIGEST = `@sha256:${'d'.repeat(64)}`;

describe('a plain prefix', () => {
  test.each([
    ['docker.io', 'docker.io', 'docker.io'],
    ['docker.io', 'shop.example', null],
    ['shop.example:5000', 'shop.example:5000', 'shop.example:5000'],
    ['shop.example:50000', 'shop.example:5000', null],
    ['shop.example:5000', 'shop.example', 'shop.example'],
    ['shop.example/app', 'shop.example', 'shop.example'],
    ['shop.example/team/app', 'shop.example', 'shop.example'],
    ['shop.example/team/app:v1', 'shop.example', 'shop.example'],
    [`shop.example/team/app${DIGEST}`, 'shop.example', 'shop.example'],
    ['docker.io', 'docker.io/library', null],
    ['docker.io/library', 'docker.io/library', 'docker.io/library'],
    ['shop.example/library', 'docker.io/library', null],
    ['docker.io/librarian', 'docker.io/library', null],
    ['docker.io/libraryx', 'docker.io/library', null],
    ['docker.io/library/alpine', 'docker.io/library', 'docker.io/library'],
    ['docker.io', 'docker.io/library/alpine', null],
    ['docker.io/library/alpine', 'docker.io/library/alpine', 'docker.io/library/alpine'],
    ['shop.example/library/alpine', 'docker.io/library/alpine', null],
    ['docker.io/library/alpine3', 'docker.io/library/alpine', null],
    ['shop.example', 'shop.example/app:v1', null],
    ['shop.example/app', 'shop.example/app:v1', null],
    ['shop.example/app:v1', 'shop.example/app:v1', 'shop.example/app:v1'],
    ['shop.example/app:v12', 'shop.example/app:v1', null],
    ['shop.example', `shop.example/app${DIGEST}`, null],
    ['shop.example/app', `shop.example/app${DIGEST}`, null],
    [`shop.example/app${DIGEST}`, `shop.example/app${DIGEST}`, `shop.example/app${DIGEST}`],
    [`shop.example/app${OTHER_DIGEST}`, `shop.example/app${DIGEST}`, null],
    ['shop.example/app', '*', null],
    ['reg:5000/teamx/app', 'reg:5000/team', null],
  ])('%s against %s', (name, prefix, matched) => {
    expect(matchLength(name, prefix)).toBe(matched?.length ?? -1);
  });
});

describe('a wildcard prefix', () => {
  test.each([
    ['docker.io', '*.io', 'docker.io'],
    ['docker.io/app', '*.net', null],
    ['shop.example/app', '*.exam', null],
    ['shop.example/app', '*.shop.example', null],
    ['shop.example/app', '*.example', 'shop.example'],
    ['shop.example/app:v1', '*.example', 'shop.example'],
    ['shop.example/team/app:v1', '*.example', 'shop.example'],
    ['a.b.shop.example/app', '**.shop.example', null],
    ['a.b.shop.example/app', '***.b.shop.example', null],
    ['a.b.shop.example/app', '**********.b.shop.example', null],
    ['a.b.shop.example/team/app', '*.b.shop.example', 'a.b.shop.example'],
    ['eu.shop.example/mirror.example/app/x:v1', '*.shop.example', 'eu.shop.example'],
    ['shop.test/ends-in.example/app:v1', '*.example', null],
    ['eu.shop.example/mirror.test/app:v1', '*.mirror.test', null],
    ['eu.shop.example/team/app', '*.example', 'eu.shop.example'],
    ['a.eu.shop.example/team/app', '*.eu.shop.example', 'a.eu.shop.example'],
    [`a.eu.shop.example/app${DIGEST}`, '*.shop.example', 'a.eu.shop.example'],
    ['eu.shop.example:5000/app', '*.shop.example', 'eu.shop.example'],
  ])('%s against %s', (name, prefix, matched) => {
    const length = matchLength(name, prefix);
    expect(length === -1 ? null : name.slice(0, length)).toBe(matched);
  });
});

describe('which table is chosen', () => {
  const config = configOf(
    `
[[registry]]
prefix = "plain.example"
location = "store.example:5000"
[[registry]]
prefix = "deep.example:4000/with/path"
location = "store2.example:5000"
[[registry]]
location = "bare.example"
[[registry]]
location = "empty.example"
prefix = ""
[[registry]]
prefix = "*.plain.example"
location = "wild.example"
[[registry]]
prefix = "*.much.plain.example"
location = "wilder.example"
[[registry]]
prefix = "*.over.example"
location = "first.example"
[[registry]]
prefix = "eu.over.example:5000"
location = "exact.example"
[[registry]]
prefix = "*.keep.example"
`,
    {
      '10-over.conf': '[[registry]]\nprefix = "*.over.example"\nlocation = "second.example"\n',
      '20-other.conf': '[[registry]]\nprefix = "*.elsewhere.example"\nlocation = "third.example"\n',
    },
  );

  test.each([
    ['plain.example/team/app:v1', 'store.example:5000'],
    ['plain.example/', 'store.example:5000'],
    ['plain.example', 'store.example:5000'],
    ['not.plain.example/app', 'wild.example'],
    ['not.plain.example:5000/team/app:v1', 'wild.example'],
    ['very.much.plain.example:5000/team/app:v1', 'wilder.example'],
    [`eu.over.example:6000/app${DIGEST}`, 'second.example'],
    ['eu.over.example:5000/app', 'exact.example'],
    ['plain.examplex', null],
    ['deep.example:4000/with/path/beyond:v1', 'store2.example:5000'],
    ['deep.example:4000/with', null],
    ['bare.example/app', 'bare.example'],
    ['empty.example/app', 'empty.example'],
    ['some.keep.example/app', ''],
  ])('%s goes to %s', (name, location) => {
    expect(findRegistry(config, name)?.location ?? null).toBe(location);
  });

  test('on a tie of lengths the wildcard wins, because * sorts first', () => {
    const tie = configOf(
      '[[registry]]\nprefix = "x.b.test"\nlocation = "exact.test"\n[[registry]]\nprefix = "*.b.test"\nlocation = "wild.test"\n',
    );
    expect(findRegistry(tie, 'x.b.test/app')?.location).toBe('wild.test');
  });
});
