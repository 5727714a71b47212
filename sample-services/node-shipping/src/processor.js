// Takes one record of the command topic to its reply.
import { isDatabaseError, isTransient } from './database.js';
import { BadCommand, Transient, Undeliverable, replyError } from './errors.js';
import { once } from './fence.js';
import { commandHeaders, position, replyAddress } from './headers.js';
import { isAbandoned, pause, pauseMs, until } from './patience.js';

export class Processor {
  #handlers;
  #codec;
  #replies;
  #pool;
  #outbound;

  /** `handlers`: by the full name of the command's record, its schema and what to call. */
  constructor({ handlers, codec, replies, pool, outbound }) {
    this.#handlers = handlers;
    this.#codec = codec;
    this.#replies = replies;
    this.#pool = pool;
    this.#outbound = outbound;
  }

  /**
   * Resolves when everything that there is to send is acknowledged: then, and not before, the
   * record's offset may be committed. Rejects only when the signal ends it first.
   */
  async process(record, signal) {
    const address = replyAddress(record);
    let reply;
    try {
      const headers = commandHeaders(record);
      if (address === null) {
        throw new BadCommand(
          'MALFORMED_HEADERS',
          'Expected valid headers saga-reply-to, saga-reply-partition and saga-command-id',
        );
      }
      reply = await until(() => this.#replyTo(record, headers, signal), signal);
    } catch (e) {
      if (isAbandoned(e)) {
        throw e;
      }
      return this.#refuse(record, address, errorOf(record, e), signal);
    }
    return this.#send(record, address, reply, signal);
  }

  async #replyTo(record, headers, signal) {
    const type = await this.#codec.typeOf(record.value);
    const handler = this.#handlers.get(type);
    if (!handler) {
      return this.#replies.failed('UNHANDLED_COMMAND_TYPE', `There is no handler for ${type}`);
    }
    const command = await this.#codec.decode(record.value, handler.schema);
    return this.#execute(headers, this.#workOf(handler, command, headers), signal);
  }

  /** The fence, and tries again until the deadline when the database is away. */
  async #execute(headers, work, signal) {
    for (let failures = 1; ; failures++) {
      try {
        const reply = await once(this.#pool, headers, isBefore(headers.deadline), work);
        return reply ?? (await this.#replies.failed('DEADLINE_PASSED', 'It came too late to be begun'));
      } catch (e) {
        if (!(e instanceof Transient || isTransient(e))) {
          return this.#fenceFailed(headers, e);
        }
        const ms = pauseMs(failures, 50, 2_000);
        if (!isBefore(headers.deadline, ms)) {
          const message = `Tried ${failures} times until the deadline: ${e.message}`;
          return this.#replies.failed('INFRASTRUCTURE_UNAVAILABLE', message);
        }
        await pause(ms, signal);
      }
    }
  }

  #fenceFailed(headers, problem) {
    if (!isDatabaseError(problem)) {
      throw problem;
    }
    console.error(`The fence failed for ${headers.key.text}`, problem);
    return this.#replies.failed('FENCE_FAILED', `The database answered SQLState ${problem.code}`);
  }

  /** What the fence may call. A handler with `record` has two phases. */
  #workOf({ handle, record }, command, headers) {
    const context = {
      sagaId: headers.key.sagaId,
      deduplicationKey: headers.key.text,
      undoes: headers.executeKey.text,
      attempt: headers.attempt,
      deadline: headers.deadline,
    };
    let result;
    const call = async (more) => {
      result = await handle(command, { ...context, ...more });
      return () => this.#replies.of(result);
    };
    const note = async (db, called) => {
      await record(command, result, { ...context, db });
      return () => called;
    };
    return {
      isTwoPhase: record !== undefined,
      run: (db) => this.#guarded(headers, () => call({ db })),
      call: () => this.#guarded(headers, () => call({})),
      note: (db, called) => this.#guarded(headers, () => note(db, called)),
      nothingToUndo: (reason) => this.#replies.nothingToUndo(headers.executeKey, reason),
      refused: (code, message) => this.#replies.rejected(code, message),
    };
  }

  // Whatever a handler throws is the command's end and not the participant's.
  async #guarded(headers, code) {
    let replyOf;
    try {
      replyOf = await code();
    } catch (e) {
      if (e instanceof Transient || isTransient(e)) {
        throw e; // The command is tried again as a whole.
      }
      console.warn(`The handler of ${headers.key.text} threw`, e);
      return this.#replies.failed('HANDLER_THREW', e?.name ?? 'Error');
    }
    return replyOf();
  }

  /** A record that is no command: kept, and answered if it says where. */
  async #refuse(record, address, error, signal) {
    await this.#outbound.deadLetter(record, error, signal);
    if (address !== null) {
      const failed = await this.#replies.failed(error.code, error.message);
      try {
        await this.#outbound.reply(record, address, failed, signal);
      } catch (e) {
        ignoreUndeliverable(e); // The dead letter is there already.
      }
    }
  }

  async #send(record, address, reply, signal) {
    try {
      await this.#outbound.reply(record, address, reply, signal);
    } catch (e) {
      ignoreUndeliverable(e);
      // The effect stands and its reply is recorded: the dead letter, redriven, sends it again.
      const code = e.tooLarge ? 'REPLY_TOO_LARGE' : 'REPLY_UNDELIVERABLE';
      const error = replyError(code, e.message);
      await this.#outbound.deadLetter(record, error, signal);
      if (e.tooLarge && reply.outcome !== 'failed') {
        await this.#send(record, address, await this.#replies.failed(code, e.message), signal);
      }
    }
  }
}

function isBefore(deadline, aheadMs = 0) {
  return BigInt(Date.now() + aheadMs) < deadline;
}

function ignoreUndeliverable(e) {
  if (!(e instanceof Undeliverable)) {
    throw e;
  }
}

// A bug of ours must not stop the partition: it is answered and logged like a handler's.
function errorOf(record, problem) {
  if (problem instanceof BadCommand) {
    return replyError(problem.code, problem.message);
  }
  console.error(`${position(record)} could not be handled`, problem);
  return replyError('PARTICIPANT_ERROR', problem.name);
}
