// Makes replies: { outcome, value, error }, the value encoded, the error null if it succeeded.
import { Transient, replyError } from './errors.js';

const STEP_FAILURE = 'dev.sagas.schema.StepFailure';
const NOTHING_TO_UNDO = 'dev.sagas.schema.NothingToUndo';

/** What a broker takes by default, with room for key and headers. */
const MAX_VALUE_BYTES = 1024 * 1024 - 16 * 1024;

export class Replies {
  #codec;

  constructor(codec) {
    this.#codec = codec;
  }

  failed(code, message) {
    return this.#failure('failed', code, message);
  }

  rejected(code, message) {
    return this.#failure('rejected', code, message);
  }

  /** The success of a compensation without a handler. */
  async nothingToUndo(executeKey, reason) {
    const value = await this.#codec.encode(NOTHING_TO_UNDO, { executeKey: executeKey.text, reason });
    return { outcome: 'succeeded', value, error: null };
  }

  /** The reply of what a handler returned; one that cannot be sent becomes a failure that says why. */
  async of(result) {
    switch (result?.outcome) {
      case 'succeeded':
        return this.#succeeded(result);
      case 'rejected':
        return this.rejected(result.code, result.message);
      case 'failed':
        return this.failed(result.code, result.message);
      default:
        return this.failed('HANDLER_RETURNED_NULL', 'Expected the handler to return a result');
    }
  }

  async #succeeded({ type, value: record }) {
    if (!this.#codec.isRegistered(type)) {
      return this.failed('UNDECLARED_REPLY_TYPE', `Expected the schema of ${type} to be registered`);
    }
    let value;
    try {
      value = await this.#codec.encode(type, record);
    } catch (e) {
      if (e instanceof Transient) {
        throw e; // The store of large values is away: the command is tried again.
      }
      return this.failed('REPLY_NOT_ENCODABLE', `Expected a ${type} that fits: ${e.message}`);
    }
    return value.length > MAX_VALUE_BYTES
      ? this.failed('REPLY_TOO_LARGE', `Expected at most ${MAX_VALUE_BYTES} bytes, not ${value.length}`)
      : { outcome: 'succeeded', value, error: null };
  }

  async #failure(outcome, code, message) {
    const error = replyError(code, message);
    const value = await this.#codec.encode(STEP_FAILURE, { ...error, details: {} });
    return { outcome, value, error };
  }
}
