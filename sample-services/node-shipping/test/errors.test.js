import assert from 'node:assert/strict';
import { test } from 'node:test';

import { replyError } from '../src/errors.js';

test('a message is cut to 1024 bytes between two characters', () => {
  const { message } = replyError('NO', 'x' + 'é'.repeat(600));
  assert.equal(message, 'x' + 'é'.repeat(511));
});

test('a message that just fits is kept', () => {
  assert.equal(replyError('NO', 'é'.repeat(512)).message, 'é'.repeat(512));
});

test('control characters become spaces', () => {
  assert.equal(replyError('NO', 'a\u0000b\nc').message, 'a b c');
});

test('a code of another form is a fault', () => {
  assert.throws(() => replyError('not a code', ''), TypeError);
});
