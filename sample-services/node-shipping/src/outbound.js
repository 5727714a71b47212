// Sends replies and dead letters until they are acknowledged, or never can be.
import { Undeliverable } from './errors.js';
import { deadLetterHeaders, position, replyHeaders } from './headers.js';
import { pause, pauseMs } from './patience.js';

const ALL_IN_SYNC = -1;
const MAX_TRIES_WITHOUT_TOPIC = 5;

const NEVER = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_TOPIC_EXCEPTION'];
const NO_TOPIC = ['UNKNOWN_TOPIC_OR_PARTITION', 'TOPIC_AUTHORIZATION_FAILED'];

export class Outbound {
  #producer;
  #deadLetters;

  constructor(producer, deadLetterTopic) {
    this.#producer = producer;
    this.#deadLetters = deadLetterTopic;
  }

  /** Resolves when Kafka has the reply; rejects with Undeliverable if it can never have it. */
  reply(command, address, reply, signal) {
    const message = {
      key: address.sagaId,
      value: reply.value,
      headers: replyHeaders(command, address, reply),
      partition: address.partition,
    };
    return this.#send(address.topic, message, MAX_TRIES_WITHOUT_TOPIC, signal);
  }

  /** Keeps a record that could not be applied, as it was, with the reason. */
  async deadLetter(record, error, signal) {
    console.warn(`${position(record)} is a dead letter: ${error.code} ${error.message}`);
    const letter = { key: record.key, value: record.value, headers: deadLetterHeaders(record, error) };
    try {
      await this.#send(this.#deadLetters, letter, Infinity, signal);
    } catch (e) {
      if (!(e instanceof Undeliverable && e.tooLarge)) {
        throw e;
      }
      // The error headers can make a record too large that just fitted before.
      const message = `(value of ${record.value?.length} bytes left out) ${error.message}`;
      const headers = deadLetterHeaders(record, { code: error.code, message });
      await this.#send(this.#deadLetters, { ...letter, value: null, headers }, Infinity, signal);
    }
  }

  async #send(topic, message, maxTriesWithoutTopic, signal) {
    for (let tries = 1; ; tries++) {
      let problem;
      try {
        const acknowledged = await this.#producer.send({
          topic,
          acks: ALL_IN_SYNC,
          messages: [message],
        });
        if (acknowledged.length === 1) {
          return;
        }
        // KafkaJS drops a message to a partition that it does not know, and reports success.
        problem = new Error(`${topic} has no partition ${message.partition}`);
        problem.type = 'UNKNOWN_TOPIC_OR_PARTITION';
      } catch (e) {
        problem = e;
      }
      const type = typeOf(problem);
      if (NEVER.includes(type) || (NO_TOPIC.includes(type) && tries >= maxTriesWithoutTopic)) {
        throw new Undeliverable(`${topic} takes no such record: ${problem.message}`, {
          tooLarge: type !== 'INVALID_TOPIC_EXCEPTION' && NEVER.includes(type),
          cause: problem,
        });
      }
      console.warn(`${topic} took no record, trying again: ${problem.message}`);
      await pause(pauseMs(tries, 100, 5_000), signal);
    }
  }
}

/** The type of Kafka's error, which KafkaJS may have wrapped. */
function typeOf(problem) {
  for (let cause = problem, depth = 0; cause && depth < 4; cause = cause.cause, depth++) {
    if (cause.type) {
      return cause.type;
    }
  }
  return null;
}
