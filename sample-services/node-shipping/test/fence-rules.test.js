import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { stateOfNewRow, withRow, withoutRow } from '../src/fence-rules.js';
import { parseKey } from '../src/headers.js';
import { compensate, compensateKey, execute } from './commands.js';

const DONE = { outcome: 'succeeded', value: Buffer.of(1), error: null };
const REFUSED = { outcome: 'rejected', value: Buffer.of(2), error: { code: 'NO', message: 'no' } };
const STATES = ['STARTED', 'SUCCEEDED', 'REJECTED', 'FENCED', 'FORGOTTEN'];

const known = { unknown: false };
const unknown = { unknown: true };

function row(state, compensation = null) {
  const executeReply = { SUCCEEDED: DONE, REJECTED: REFUSED }[state] ?? null;
  return { state, executeReply, compensation };
}

function undone(epoch, reply) {
  return { key: parseKey(compensateKey(epoch)), reply };
}

/** A decision in short: its kind, and what tells it from others of that kind. */
function short({ kind, reply, code, reason }) {
  return [kind, reply?.outcome ?? code ?? reason].filter(Boolean).join(' ');
}

describe('without a row', () => {
  test('an execute runs', () => {
    assert.equal(short(withoutRow(execute())), 'run');
    assert.equal(stateOfNewRow(execute()), 'STARTED');
  });

  test('a compensate of a known success runs, whatever was forgotten', () => {
    assert.equal(short(withoutRow(compensate(known))), 'run');
    assert.equal(stateOfNewRow(compensate(known)), 'FORGOTTEN');
  });

  test('a compensate of an unknown execute fences it', () => {
    assert.equal(short(withoutRow(compensate(unknown))), 'skip NEVER_EXECUTED');
    assert.equal(stateOfNewRow(compensate(unknown)), 'FENCED');
  });
});

describe('with a row', () => {
  const table = {
    STARTED: { execute: 'run', known: 'run', unknown: 'run' },
    SUCCEEDED: { execute: 'resend succeeded', known: 'run', unknown: 'run' },
    REJECTED: { execute: 'resend rejected', known: 'run', unknown: 'skip REJECTED' },
    FENCED: { execute: 'refuse FENCED', known: 'run', unknown: 'skip NEVER_EXECUTED' },
    FORGOTTEN: { execute: 'refuse FENCED', known: 'run', unknown: 'run' },
  };
  for (const state of STATES) {
    test(`${state} decides`, () => {
      assert.deepEqual(
        {
          execute: short(withRow(execute(), row(state))),
          known: short(withRow(compensate(known), row(state))),
          unknown: short(withRow(compensate(unknown), row(state))),
        },
        table[state],
      );
    });
  }

  test('an unknown state is a fault', () => {
    assert.throws(() => withRow(execute(), row('LOST')), /LOST/);
    assert.throws(() => withRow(compensate(known), row('LOST')), /LOST/);
  });
});

describe('with a compensation recorded', () => {
  for (const state of STATES) {
    for (const command of [known, unknown]) {
      test(`the same one is answered again (${state}, ${JSON.stringify(command)})`, () => {
        const recorded = row(state, undone(1, REFUSED));
        assert.equal(short(withRow(compensate(command), recorded)), 'resend rejected');
      });
    }
  }

  test('an older one is superseded', () => {
    const decision = withRow(compensate({ epoch: 1, ...known }), row('SUCCEEDED', undone(2, DONE)));
    assert.equal(short(decision), 'refuse SUPERSEDED');
  });

  test('a newer one runs after a rejection', () => {
    const decision = withRow(
      compensate({ epoch: 2, ...known }),
      row('SUCCEEDED', undone(1, REFUSED)),
    );
    assert.equal(short(decision), 'run');
  });

  test('a newer one has nothing to undo after a success', () => {
    const decision = withRow(compensate({ epoch: 2, ...known }), row('SUCCEEDED', undone(1, DONE)));
    assert.equal(short(decision), 'skip ALREADY_UNDONE');
  });

  test('the execute that had only begun before it is refused', () => {
    assert.equal(short(withRow(execute(), row('STARTED', undone(1, DONE)))), 'refuse FENCED');
  });

  test('the execute that succeeded before it is still answered as it was', () => {
    assert.equal(short(withRow(execute(), row('SUCCEEDED', undone(1, DONE)))), 'resend succeeded');
  });
});
