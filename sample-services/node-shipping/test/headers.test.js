import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { deadLetterHeaders, replyAddress, replyHeaders } from '../src/headers.js';
import { commandHeaders as read, parseKey } from '../src/headers.js';
import { COMPENSATE, commandHeaders, compensateKey, executeKey, recordWith } from './commands.js';

function texts(headers) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

describe('commandHeaders', () => {
  test('reads an execute', () => {
    const command = read(recordWith(commandHeaders()));
    assert.equal(command.key.text, executeKey());
    assert.equal(command.executeKey, command.key);
    assert.equal(command.deadline, 1795176030000n);
    assert.equal(command.fenceUntil, 1797854400000n);
    assert.equal(command.attempt, 2);
  });

  test('reads a compensate, whose epoch may differ from what it undoes', () => {
    const command = read(recordWith(commandHeaders(COMPENSATE)));
    assert.equal(command.key.text, compensateKey(2));
    assert.equal(command.key.epoch, 2);
    assert.equal(command.executeKey.text, executeKey());
    assert.equal(command.executeUnknown, true);
  });

  test('takes the last where a header occurs twice', () => {
    const headers = commandHeaders({ 'saga-attempt': [Buffer.from('x'), Buffer.from('7')] });
    assert.equal(read(recordWith(headers)).attempt, 7);
  });

  test('keeps a long that is no exact number of JavaScript', () => {
    const headers = commandHeaders({ 'saga-fence-until': '9223372036854775807' });
    assert.equal(read(recordWith(headers)).fenceUntil, 9223372036854775807n);
  });

  const malformed = {
    'a header is missing': { 'saga-deadline': undefined },
    'a header has no value': { 'saga-deadline': null },
    'a header is too long': { 'saga-deadline': '1'.repeat(5000) },
    'a header is not UTF-8': { 'saga-deadline': Buffer.of(0xff) },
    'a number does not fit in 64 bits': { 'saga-deadline': '9223372036854775808' },
    'a number has a sign': { 'saga-attempt': '+1' },
    'a deadline has a sign': { 'saga-deadline': '-1' },
    'a number has leading zeros': { 'saga-version': '01' },
    'a number has digits of another script': { 'saga-deadline': '١٢' },
    'the attempt is 0': { 'saga-attempt': '0' },
    'the key has another form': { 'saga-dedup-key': 'order-1' },
    'the key contradicts the saga id': { 'saga-id': 'order-2' },
    'the key contradicts the run': { 'saga-run': '000000000000' },
    'the key contradicts the step': { 'saga-step': 'other' },
    'the key contradicts the action': { 'saga-action': 'compensate' },
    'a compensate undoes another step': {
      ...COMPENSATE,
      'saga-undoes': executeKey().replace('book-shipment', 'other'),
    },
    'a compensate undoes a compensate': { ...COMPENSATE, 'saga-undoes': compensateKey() },
    'an outcome is neither': { ...COMPENSATE, 'saga-execute-outcome': 'failed' },
  };
  for (const [what, changes] of Object.entries(malformed)) {
    test(`refuses when ${what}`, () => {
      assert.throws(() => read(recordWith(commandHeaders(changes))), { code: 'MALFORMED_HEADERS' });
    });
  }

  test("refuses when the record's key is not the saga id", () => {
    assert.throws(() => read(recordWith(commandHeaders(), 'order-2')), { code: 'KEY_MISMATCH' });
    assert.throws(() => read(recordWith(commandHeaders(), null)), { code: 'KEY_MISMATCH' });
  });

  test('refuses a record without headers', () => {
    assert.throws(() => read(recordWith({})), { code: 'MALFORMED_HEADERS' });
  });
});

describe('replyAddress', () => {
  test('is there even if other headers are not', () => {
    const address = replyAddress(recordWith(commandHeaders({ 'saga-dedup-key': undefined })));
    assert.deepEqual(address, {
      topic: 'saga.replies',
      partition: 3,
      sagaId: 'order-1',
      commandId: `${executeKey()}#2`,
    });
  });

  test('leaves the partition to the key where the command does', () => {
    const headers = commandHeaders({ 'saga-reply-partition': undefined });
    assert.equal(replyAddress(recordWith(headers)).partition, undefined);
  });

  test('is null when the headers do not say', () => {
    assert.equal(replyAddress(recordWith(commandHeaders({ 'saga-command-id': undefined }))), null);
    assert.equal(replyAddress(recordWith(commandHeaders({ 'saga-reply-partition': '-1' }))), null);
  });
});

describe('replyHeaders', () => {
  const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

  function reply(changes, value) {
    const record = recordWith(commandHeaders(changes));
    return texts(replyHeaders(record, replyAddress(record), value));
  }

  test('answer the command', () => {
    const headers = reply({ traceparent: trace }, { outcome: 'succeeded', error: null });
    assert.equal(headers['saga-id'], 'order-1');
    assert.equal(headers['saga-in-reply-to'], `${executeKey()}#2`);
    assert.equal(headers['saga-outcome'], 'succeeded');
    assert.equal(headers['saga-command-position'], 'shipping.commands-1-42');
    assert.equal(headers['saga-error-code'], undefined);
    assert.match(headers.traceparent, /^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/);
    assert.notEqual(headers.traceparent, trace);
  });

  test('say why when it did not succeed', () => {
    const error = { code: 'UNKNOWN_CARRIER', message: 'There is no carrier x' };
    const headers = reply({}, { outcome: 'rejected', error });
    assert.equal(headers['saga-error-code'], 'UNKNOWN_CARRIER');
    assert.equal(headers['saga-error-message'], 'There is no carrier x');
    assert.equal(headers.traceparent, undefined);
  });
});

describe('deadLetterHeaders', () => {
  test('keep what came, and tell why and where last', () => {
    const came = { 'saga-id': Buffer.from('x'), 'saga-error-code': Buffer.from('OLD'), other: null };
    const headers = texts(deadLetterHeaders(recordWith(came), { code: 'NEW', message: 'why' }));
    assert.deepEqual(Object.entries(headers), [
      ['saga-id', 'x'],
      ['other', ''],
      ['saga-error-code', 'NEW'],
      ['saga-error-message', 'why'],
      ['saga-origin', 'shipping.commands-1-42'],
    ]);
  });
});

test('parseKey refuses what is none', () => {
  for (const text of ['', 'a/b', executeKey().replace('/1', '/0'), executeKey() + '\n', 'x'.repeat(999)]) {
    assert.equal(parseKey(text), null, text);
  }
});
