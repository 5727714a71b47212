// A participant: reads commands, handles each once, answers, and only then commits the offset.
import { Kafka, Partitioners, logLevel } from 'kafkajs';

import { Claims } from './claims.js';
import { Codec } from './codec.js';
import { installCodecs } from './compression.js';
import { migrate, openPool } from './database.js';
import { deleteExpired } from './fence.js';
import { Outbound } from './outbound.js';
import { isAbandoned, pause, pauseMs } from './patience.js';
import { Processor } from './processor.js';
import { Replies } from './replies.js';

const CLEAN_UP_EVERY_MS = 60_000;
const CLEAN_UP_ROWS = 500;
const SESSION_TIMEOUT_MS = 10_000;
const HEARTBEAT_EVERY_MS = 2_000;
const START_PATIENCE_MS = 120_000;

export class Participant {
  #name;
  #config;
  #pool;
  #codec;
  #consumer;
  #producer;
  #processor;
  #cleanUp;
  #stopping = new AbortController();

  /**
   * - `name`: commands come from `<prefix><name>.commands`
   * - `replySchemas`: those of all records that are replied
   * - `handlers`: a Map from a command's full name to `{ schema, handle(command, context) }`; with
   *   `record(command, result, context)` beside it, `handle` calls what is outside the database, and
   *   `record` notes what succeeded
   */
  constructor({ name, config, replySchemas, handlers }) {
    this.#name = name;
    this.#config = { ...config, replySchemas };
    this.#pool = openPool(config.database);
    this.#codec = new Codec(config.registryUrl, new Claims(config.claims));
    installCodecs();
    const kafka = new Kafka({
      clientId: name,
      brokers: config.bootstrapServers,
      logLevel: logLevel.WARN,
    });
    this.#consumer = kafka.consumer({
      groupId: config.topicPrefix + name,
      readUncommitted: false, // What an aborted transaction wrote never happened (R29).
      allowAutoTopicCreation: false,
      metadataMaxAge: 30_000,
      // KafkaJS has no static membership: after a crash the group waits that long.
      sessionTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: HEARTBEAT_EVERY_MS,
      maxWaitTimeInMs: 500,
    });
    // Not idempotent: KafkaJS may lose a record when a send is given up and another follows. A
    // reply that is sent twice does no harm.
    this.#producer = kafka.producer({
      createPartitioner: Partitioners.DefaultPartitioner, // murmur2, as the Java client
      allowAutoTopicCreation: false,
      metadataMaxAge: 30_000,
    });
    this.#processor = new Processor({
      handlers,
      codec: this.#codec,
      replies: new Replies(this.#codec),
      pool: this.#pool,
      outbound: new Outbound(this.#producer, `${config.topicPrefix}saga.dead-letters`),
    });
  }

  /** Resolves when commands are handled. `onFault` is called when that has ended for good. */
  async start(onFault) {
    await this.#patiently(() => migrate(this.#pool));
    for (const schema of this.#config.replySchemas) {
      await this.#patiently(() => this.#codec.register(schema));
    }
    await this.#patiently(() => this.#producer.connect());
    await this.#patiently(() => this.#consumer.connect());
    this.#consumer.on(this.#consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) {
        onFault(payload.error);
      }
    });
    const topic = `${this.#config.topicPrefix}${this.#name}.commands`;
    await this.#patiently(() => this.#consumer.subscribe({ topic, fromBeginning: true }));
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: this.#config.concurrency,
      eachBatch: (payload) => this.#handleBatch(payload),
    });
    this.#cleanUp = setInterval(() => this.#forgetExpired(), CLEAN_UP_EVERY_MS);
  }

  /** Finishes the commands in hand, commits their offsets and leaves the group. */
  async stop() {
    this.#stopping.abort();
    clearInterval(this.#cleanUp);
    await this.#consumer.disconnect();
    await this.#producer.disconnect();
    await this.#pool.end();
  }

  // The commands of a saga have one key, so they are on one partition: one record after the other
  // keeps their order (R26). Partitions are handled side by side.
  async #handleBatch({ batch, isRunning, isStale, heartbeat, resolveOffset, ...offsets }) {
    const leaving = new AbortController();
    const signal = AbortSignal.any([this.#stopping.signal, leaving.signal]);
    // A command may wait for database or registry longer than the group waits for a member. When
    // the partition is to go elsewhere, what waits is given up.
    const beat = setInterval(() => heartbeat().catch(() => leaving.abort()), HEARTBEAT_EVERY_MS);
    try {
      for (const message of batch.messages) {
        if (!isRunning() || isStale() || signal.aborted) {
          break;
        }
        await this.#processor.process(
          { ...message, topic: batch.topic, partition: batch.partition },
          signal,
        );
        resolveOffset(message.offset);
      }
    } catch (e) {
      if (!isAbandoned(e)) {
        throw e;
      }
    } finally {
      clearInterval(beat);
      // What is not committed is delivered again, and the fence recognises it.
      await offsets.commitOffsetsIfNecessary(offsets.uncommittedOffsets());
    }
  }

  async #forgetExpired() {
    try {
      while ((await deleteExpired(this.#pool, Date.now(), CLEAN_UP_ROWS)) === CLEAN_UP_ROWS);
    } catch (e) {
      console.warn(`Expired rows of the fence were not deleted: ${e.message}`);
    }
  }

  /** For the start, when the other parts may be starting too. */
  async #patiently(attempt) {
    const endMs = Date.now() + START_PATIENCE_MS;
    for (let failures = 1; ; failures++) {
      try {
        return await attempt();
      } catch (e) {
        if (Date.now() > endMs) {
          throw e;
        }
        console.warn(`Not ready yet: ${e.message}`);
        await pause(pauseMs(failures, 200, 5_000), this.#stopping.signal);
      }
    }
  }
}
