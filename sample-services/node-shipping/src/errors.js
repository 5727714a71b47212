// What can go wrong with a command, and how it is told.

/** The record is no command that can be handled: a dead letter, answered if it can be. */
export class BadCommand extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** Likely to pass: worth another try. */
export class Transient extends Error {}

/** The reply's topic will never take this record. */
export class Undeliverable extends Error {
  constructor(message, { tooLarge = false, cause } = {}) {
    super(message, { cause });
    this.tooLarge = tooLarge;
  }
}

const MAX_MESSAGE_BYTES = 1024;

/**
 * An error code and a message as headers and fence take them: without control characters, at most
 * 1024 bytes, cut between two characters.
 */
export function replyError(code, message) {
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(code)) {
    throw new TypeError(`Expected an error code, but got '${code}'`);
  }
  const bytes = Buffer.from(String(message).replace(/\p{Cc}/gu, ' '));
  let end = Math.min(bytes.length, MAX_MESSAGE_BYTES);
  while (end < bytes.length && (bytes[end] & 0xc0) === 0x80) {
    end--;
  }
  return { code, message: bytes.toString('utf8', 0, end) };
}
