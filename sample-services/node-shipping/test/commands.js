// Commands and their headers, as the orchestrator writes them.
import { parseKey } from '../src/headers.js';

const KEY = 'order-1/0d4f0da762e6/book-shipment';

export function executeKey(epoch = 1) {
  return `${KEY}/execute/${epoch}`;
}

export function compensateKey(epoch = 1) {
  return `${KEY}/compensate/${epoch}`;
}

/** An execute, as the fence sees it. */
export function execute() {
  const key = parseKey(executeKey());
  return { key, executeKey: key, executeUnknown: false, fenceUntil: 2_000n };
}

/** A compensate of that execute. */
export function compensate({ epoch = 1, unknown }) {
  return {
    key: parseKey(compensateKey(epoch)),
    executeKey: parseKey(executeKey()),
    executeUnknown: unknown,
    fenceUntil: 2_000n,
  };
}

/** The headers of an execute as KafkaJS reads them, with some changed; undefined leaves one out. */
export function commandHeaders(changes = {}) {
  const texts = {
    'saga-id': 'order-1',
    'saga-run': '0d4f0da762e6',
    'saga-type': 'order-fulfilment',
    'saga-version': '1',
    'saga-step': 'book-shipment',
    'saga-action': 'execute',
    'saga-attempt': '2',
    'saga-command-id': `${executeKey()}#2`,
    'saga-dedup-key': executeKey(),
    'saga-reply-to': 'saga.replies',
    'saga-reply-partition': '3',
    'saga-deadline': '1795176030000',
    'saga-fence-until': '1797854400000',
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(texts)
      .filter(([, text]) => text !== undefined)
      .map(([name, text]) => [name, typeof text === 'string' ? Buffer.from(text) : text]),
  );
}

/** The changes that make a compensate of it. */
export const COMPENSATE = {
  'saga-action': 'compensate',
  'saga-dedup-key': compensateKey(2),
  'saga-undoes': executeKey(),
  'saga-execute-outcome': 'unknown',
};

export function recordWith(headers, key = 'order-1') {
  return {
    topic: 'shipping.commands',
    partition: 1,
    offset: '42',
    key: key === null ? null : Buffer.from(key),
    value: Buffer.of(0, 0, 0, 0, 7),
    headers,
  };
}
