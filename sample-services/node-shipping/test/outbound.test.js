import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Undeliverable } from '../src/errors.js';
import { Outbound } from '../src/outbound.js';
import { commandHeaders, recordWith } from './commands.js';

const ACKNOWLEDGED = [{ topicName: 'saga.replies', partition: 3, errorCode: 0 }];
const ADDRESS = { topic: 'saga.replies', partition: 3, sagaId: 'order-1', commandId: 'c' };
const REPLY = { outcome: 'succeeded', value: Buffer.of(1), error: null };
const signal = new AbortController().signal;

/** A producer that answers with these, one after the other, the last one for ever. */
function producer(...answers) {
  const sent = [];
  return {
    sent,
    async send(request) {
      sent.push(request);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer instanceof Error) {
        throw answer;
      }
      return answer;
    },
  };
}

function problem(type) {
  return Object.assign(new Error('wrapped'), { cause: Object.assign(new Error(type), { type }) });
}

function reply(kafka) {
  const command = recordWith(commandHeaders());
  return new Outbound(kafka, 'saga.dead-letters').reply(command, ADDRESS, REPLY, signal);
}

test('a reply goes to the partition that the command names', async () => {
  const kafka = producer(ACKNOWLEDGED);
  await reply(kafka);
  assert.equal(kafka.sent.length, 1);
  assert.equal(kafka.sent[0].topic, 'saga.replies');
  assert.equal(kafka.sent[0].acks, -1);
  assert.equal(kafka.sent[0].messages[0].partition, 3);
  assert.equal(kafka.sent[0].messages[0].key, 'order-1');
});

test('a reply is sent again when Kafka was away', async () => {
  const kafka = producer(problem('NOT_LEADER_FOR_PARTITION'), ACKNOWLEDGED);
  await reply(kafka);
  assert.equal(kafka.sent.length, 2);
});

test('a reply to a partition that is not there is not taken for sent', async () => {
  const kafka = producer([]);
  await assert.rejects(reply(kafka), Undeliverable);
  assert.equal(kafka.sent.length, 5);
});

test('a reply that is too large is not tried again', async () => {
  const kafka = producer(problem('MESSAGE_TOO_LARGE'));
  await assert.rejects(reply(kafka), { tooLarge: true });
  assert.equal(kafka.sent.length, 1);
});

test('a dead letter that is too large is kept without its value', async () => {
  const kafka = producer(problem('MESSAGE_TOO_LARGE'), ACKNOWLEDGED);
  const record = recordWith(commandHeaders());
  await new Outbound(kafka, 'saga.dead-letters').deadLetter(record, { code: 'X', message: 'y' }, signal);
  assert.deepEqual(
    kafka.sent.map(({ messages }) => messages[0].value),
    [record.value, null],
  );
  assert.match(kafka.sent[1].messages[0].headers['saga-error-message'], /5 bytes left out/);
});
