import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { access, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { Claims, claimOf, isClaim, parseClaim } from '../src/claims.js';
import { BadCommand, Transient } from '../src/errors.js';
import { FileStore } from '../src/file-store.js';

const VALUE = Buffer.concat([Buffer.of(0, 0, 0, 0, 7), Buffer.alloc(2_000, 'large ')]);
const { sha256: DIGEST } = parseClaim(claimOf(VALUE));
const CONTENT = `claims/${DIGEST.slice(0, 2)}/${DIGEST}`;
const NOON = () => new Date('2026-11-30T12:00:00Z');

async function inFolder(run) {
  const folder = await mkdtemp(join(tmpdir(), 'claims-'));
  try {
    await run(folder, pathToFileURL(join(folder, 'store')).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function claims(url, more = {}) {
  return new Claims({ url, minBytes: 1_024, ...more }, NOON);
}

test('a claim is what the protocol says', async () => {
  const reference = await readFile(new URL('../../../docs/reference/protocol.md', import.meta.url), 'utf8');
  const [, example] = /claim-example: ([0-9a-f\s]+)\n```/.exec(reference);

  const value = Buffer.concat([Buffer.of(0, 0, 0, 0, 42), Buffer.alloc(200_000)]);
  assert.equal(claimOf(value).toString('hex'), example.replace(/\s/g, ''));
});

test('a small value stays in its record', () =>
  inFolder(async (folder, url) => {
    const small = VALUE.subarray(0, 1_024);
    assert.equal(await claims(url).checkIn(small), small);
    assert.equal(await claims(undefined).checkIn(VALUE), VALUE);
  }));

test('a large value is stored before its claim is given, and loaded again', () =>
  inFolder(async (folder, url) => {
    const claim = await claims(url).checkIn(VALUE);

    assert.ok(isClaim(claim));
    const stored = await new FileStore(url).get(CONTENT);
    assert.deepEqual(stored, Buffer.concat([Buffer.of(0), VALUE.subarray(5)]));
    assert.ok(await new FileStore(url).has(`leases/${DIGEST.slice(0, 2)}/${DIGEST}/2026-11-30`));
    assert.deepEqual(await claims(url).inline(claim), VALUE);
    assert.deepEqual(await claims(url).checkIn(VALUE), claim, 'again');
  }));

test('a folder that is not mounted is away, and nothing is written there', () =>
  inFolder(async (folder, url) => {
    const used = claims(url);
    const claim = await used.checkIn(VALUE);
    await rename(join(folder, 'store'), join(folder, 'unmounted'));

    const away = (e) => e instanceof Transient && /may not be mounted/.test(e.message);
    await assert.rejects(claims(url).inline(claim), away);
    await assert.rejects(used.checkIn(Buffer.concat([VALUE, VALUE])), away);
    await assert.rejects(claims(url, { create: false }).checkIn(VALUE), away);
    await assert.rejects(access(join(folder, 'store')), { code: 'ENOENT' });
  }));

test('a value is encrypted where there is a key, and read with older keys', () =>
  inFolder(async (folder, url) => {
    const keyFile = join(folder, 'keys');
    const line = (id) => `${id} ${createHash('sha256').update(id).digest('base64')}\n`;
    await writeFile(keyFile, line('old'));
    const claim = await claims(url, { keyFile }).checkIn(VALUE);
    const stored = await new FileStore(url).get(CONTENT);
    assert.ok(!stored.includes('large large'));

    await writeFile(keyFile, line('new') + line('old'));
    assert.deepEqual(await claims(url, { keyFile }).inline(claim), VALUE);
    await assert.rejects(claims(url).inline(claim), BadCommand);
    await writeFile(keyFile, 'short AAAA\n');
    assert.throws(() => claims(url, { keyFile }), /32 bytes in Base64/);
  }));

test('an object that is missing or altered is named', () =>
  inFolder(async (folder, url) => {
    const claim = claimOf(VALUE);
    await claims(url).checkIn(Buffer.concat([VALUE, VALUE]));
    await assert.rejects(claims(url).inline(claim), (e) => e.message.includes(DIGEST));

    await new FileStore(url).putIfAbsent(CONTENT, Buffer.alloc(2_001));
    await assert.rejects(claims(url).inline(claim), /not what was stored/);
    await assert.rejects(claims(url).inline(Buffer.from('C12345')), BadCommand);
  }));

test('a store that is away, or that collects the object, is waited for', () =>
  inFolder(async (folder, url) => {
    await assert.rejects(claims(undefined).inline(claimOf(VALUE)), Transient);
    await writeFile(join(folder, 'store'), 'no folder');
    await assert.rejects(claims(url).checkIn(VALUE), Transient);
    await rm(join(folder, 'store'));

    const condemned = `condemned/${DIGEST.slice(0, 2)}/${DIGEST}`;
    await new FileStore(url).putIfAbsent(condemned, Buffer.alloc(0));
    await assert.rejects(claims(url).checkIn(VALUE), /being collected/);
    await rm(join(folder, 'store', condemned));
    assert.ok(isClaim(await claims(url).checkIn(VALUE)));
  }));
