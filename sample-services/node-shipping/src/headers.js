// The metadata of commands and replies: docs/reference/protocol.md, section Headers.
import { randomBytes } from 'node:crypto';

import { BadCommand } from './errors.js';

const MAX_HEADER_BYTES = 4096;
const MAX_LONG = 2n ** 63n - 1n;

const SAGA_ID = /^[A-Za-z0-9._:-]{1,200}$/;
const RUN_ID = /^[0-9a-f]{12}$/;
const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;
const KEY = /^([^/]+)\/([^/]+)\/([^/]+)\/(execute|compensate)\/([1-9][0-9]{0,8})$/;
const TRACE_PARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/;

/** What a reply repeats of its command, beside the headers that it must have. */
const REPEATED = [
  'saga-id',
  'saga-run',
  'saga-type',
  'saga-version',
  'saga-step',
  'saga-action',
  'saga-attempt',
  'saga-dedup-key',
];

/** `topic-partition-offset` of a record. */
export function position(record) {
  return `${record.topic}-${record.partition}-${record.offset}`;
}

/** The header's bytes. KafkaJS has an array where a header occurs twice: the last one counts. */
function lastOf(headers, name) {
  const value = headers?.[name];
  return (Array.isArray(value) ? value.at(-1) : value) ?? null;
}

/** The header's text; null if it is missing. */
function optional(headers, name) {
  const bytes = lastOf(headers, name);
  if (bytes === null) {
    return null;
  }
  if (bytes.length > MAX_HEADER_BYTES) {
    throw malformed(name, `is ${bytes.length} bytes long`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed(name, 'is not UTF-8');
  }
}

/** The header as what `parse` makes of it; `parse` returns null for what does not fit. */
function required(headers, name, parse = (text) => text) {
  const text = optional(headers, name);
  if (text === null) {
    throw malformed(name, 'is missing');
  }
  const parsed = parse(text);
  if (parsed === null) {
    throw malformed(name, 'does not fit');
  }
  return parsed;
}

function malformed(name, what) {
  return new BadCommand('MALFORMED_HEADERS', `Expected header ${name}, but it ${what}`);
}

const like = (form) => (text) => (form.test(text) ? text : null);
const oneOf = (...words) => (text) => (words.includes(text) ? text : null);

/**
 * A 64-bit number in the protocol's form: no sign, no leading zeros, digits of ASCII alone. It may be
 * larger than what a Number of JavaScript holds exactly.
 */
function long(text) {
  if (!/^(0|[1-9][0-9]{0,18})$/.test(text)) {
    return null;
  }
  const number = BigInt(text);
  return number <= MAX_LONG ? number : null;
}

function integerFrom(least) {
  return (text) => {
    const number = long(text);
    return number !== null && number >= least && number < 2n ** 31n ? Number(number) : null;
  };
}

/** A deduplication key, taken apart; null if it is none. */
export function parseKey(text) {
  const [, sagaId, run, step, action, epoch] = KEY.exec(text) ?? [];
  return sagaId && SAGA_ID.test(sagaId) && RUN_ID.test(run) && NAME.test(step)
    ? { text, sagaId, run, step, action, epoch: Number(epoch) }
    : null;
}

/** Where a command is to be answered; null if its headers do not say. */
export function replyAddress({ headers }) {
  try {
    return {
      topic: required(headers, 'saga-reply-to'),
      // Without it the key chooses the partition.
      partition:
        optional(headers, 'saga-reply-partition') === null
          ? undefined
          : required(headers, 'saga-reply-partition', integerFrom(0n)),
      sagaId: required(headers, 'saga-id', like(SAGA_ID)),
      commandId: required(headers, 'saga-command-id'),
    };
  } catch (e) {
    if (e instanceof BadCommand) {
      return null;
    }
    throw e;
  }
}

/**
 * A command's metadata, checked.
 *
 * - `key`: its deduplication key; `executeKey`: the same, or that of the execute that it undoes
 * - `executeUnknown`: on a compensate, that nobody knows whether the execute took effect
 * - `deadline`, `fenceUntil`: epoch ms, as BigInt
 *
 * Throws BadCommand if anything is missing, malformed or contradicts the key.
 */
export function commandHeaders(record) {
  const { headers } = record;
  const key = required(headers, 'saga-dedup-key', parseKey);
  agree(headers, 'saga-id', SAGA_ID, key.sagaId);
  agree(headers, 'saga-run', RUN_ID, key.run);
  agree(headers, 'saga-step', NAME, key.step);
  agree(headers, 'saga-action', /^(execute|compensate)$/, key.action);
  if (record.key?.toString() !== key.sagaId) {
    throw new BadCommand(
      'KEY_MISMATCH',
      `Expected the record's key to be the saga id ${key.sagaId}`,
    );
  }
  required(headers, 'saga-version', integerFrom(1n));
  required(headers, 'saga-type', like(NAME));
  return {
    key,
    attempt: required(headers, 'saga-attempt', integerFrom(1n)),
    deadline: required(headers, 'saga-deadline', long),
    fenceUntil: required(headers, 'saga-fence-until', long),
    ...(key.action === 'execute'
      ? { executeKey: key, executeUnknown: false }
      : {
          executeKey: required(headers, 'saga-undoes', (text) => undone(text, key)),
          executeUnknown:
            required(headers, 'saga-execute-outcome', oneOf('succeeded', 'unknown')) === 'unknown',
        }),
  };
}

function agree(headers, name, form, inKey) {
  const text = required(headers, name, like(form));
  if (text !== inKey) {
    throw new BadCommand(
      'MALFORMED_HEADERS',
      `Expected header ${name} as in the deduplication key, but got ${text} and ${inKey}`,
    );
  }
}

function undone(text, by) {
  const key = parseKey(text);
  return key?.action === 'execute' &&
    key.sagaId === by.sagaId &&
    key.run === by.run &&
    key.step === by.step
    ? key
    : null;
}

/** The headers of a reply. */
export function replyHeaders(command, address, reply) {
  const headers = {};
  for (const name of REPEATED) {
    const value = lastOf(command.headers, name);
    if (value !== null) {
      headers[name] = value;
    }
  }
  headers['saga-in-reply-to'] = address.commandId;
  headers['saga-outcome'] = reply.outcome;
  if (reply.error) {
    headers['saga-error-code'] = reply.error.code;
    headers['saga-error-message'] = reply.error.message;
  }
  headers['saga-command-position'] = position(command);
  const trace = traceAfter(command.headers);
  if (trace) {
    headers.traceparent = trace;
  }
  return headers;
}

/** The headers of a dead letter: those of the record, and in addition where it was and why. */
export function deadLetterHeaders(record, error) {
  const headers = {};
  for (const [name, value] of Object.entries(record.headers ?? {})) {
    // KafkaJS reads a header without a value, but throws when it is to write one.
    headers[name] = Array.isArray(value) ? value.map(orEmpty) : orEmpty(value);
  }
  for (const name of ['saga-error-code', 'saga-error-message', 'saga-origin']) {
    delete headers[name];
  }
  headers['saga-error-code'] = error.code;
  headers['saga-error-message'] = error.message;
  headers['saga-origin'] = position(record);
  return headers;
}

function orEmpty(value) {
  return value ?? Buffer.alloc(0);
}

/** The command's trace, with a span of the participant's own; null if it has no valid one. */
function traceAfter(headers) {
  const [, trace, flags] = TRACE_PARENT.exec(lastOf(headers, 'traceparent')?.toString() ?? '') ?? [];
  return trace ? `00-${trace}-${newSpan()}-${flags}` : null;
}

function newSpan() {
  const span = randomBytes(8);
  span[7] |= 1; // All zeros are not allowed.
  return span.toString('hex');
}
