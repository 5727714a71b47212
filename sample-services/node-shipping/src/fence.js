// The fence in PostgreSQL: one transaction per command, or two around a call of what is outside; one
// row per execute. The table is that of the Java library, so that instances in both languages may
// share it.
import { inTransaction } from './database.js';
import { Transient } from './errors.js';
import { stateOfNewRow, withRow, withoutRow } from './fence-rules.js';
import { parseKey } from './headers.js';

/**
 * Brings a command to its reply, so that it takes effect at most once.
 *
 * - `mayStart`: false once the deadline has passed; then only what is recorded is answered.
 * - `work`: `run(db)` calls the handler; `nothingToUndo(reason)` and `refused(code, message)` make
 *   the fence's own replies. If `work.isTwoPhase`, `call()` calls what is outside the database, and
 *   `note(db, reply)` makes the handler's note of what succeeded (R28).
 *
 * Returns the reply, or null if the command must not be started and nothing is recorded.
 */
export async function once(pool, command, mayStart, work) {
  const { reply, isBegun } = await inTransaction(pool, async (db, commit) => {
    const decision = await meet(db, command, mayStart);
    if (decision === null) {
      return { reply: null };
    }
    if (work.isTwoPhase && decision.kind === 'run') {
      // Committed before the call, so that nobody takes it for one that was never made.
      await commit();
      return { isBegun: true };
    }
    const settled = await carryOut(db, command, decision, work);
    // A reply that says failed is never recorded: all is rolled back, a new row included.
    if (settled.outcome !== 'failed') {
      await commit();
    }
    return { reply: settled };
  });
  return isBegun ? inSecondPhase(pool, command, await work.call(), work) : reply;
}

/** Decides by the command's row, which is there and locked then; null if it must not be started. */
async function meet(db, command, mayStart) {
  // Waits for a transaction that has inserted the same row and is still open: execute and
  // compensate meet here.
  if (mayStart && (await insert(db, command))) {
    return withoutRow(command);
  }
  const row = await lock(db, command);
  if (row === null) {
    if (mayStart) {
      throw justDeleted(command);
    }
    return null;
  }
  const decision = withRow(command, row);
  if (!mayStart && decision.kind !== 'resend' && decision.kind !== 'refuse') {
    return null;
  }
  await extend(db, command);
  return decision;
}

/** Records what a call led to, unless somebody else has settled the command meanwhile. */
function inSecondPhase(pool, command, called, work) {
  if (called.outcome === 'failed') {
    return called;
  }
  return inTransaction(pool, async (db, commit) => {
    const row = await lock(db, command);
    if (row === null) {
      throw justDeleted(command);
    }
    const decision = withRow(command, row);
    if (decision.kind !== 'run') {
      // Another instance was quicker, or the compensation came between.
      return known(decision, work);
    }
    const reply = called.outcome === 'succeeded' ? await work.note(db, called) : called;
    if (reply.outcome !== 'failed') {
      await record(db, command, reply);
      await commit();
    }
    return reply;
  });
}

function justDeleted(command) {
  return new Transient(`The fence row of ${command.executeKey.text} was just deleted`);
}

/** The replies that need no handler. */
function known(decision, work) {
  switch (decision.kind) {
    case 'skip':
      return work.nothingToUndo(decision.reason);
    case 'refuse':
      return work.refused(decision.code, decision.message);
    case 'resend':
      return decision.reply;
    default:
      throw new Error(`Expected a decision, but got ${decision.kind}`);
  }
}

async function carryOut(db, command, decision, work) {
  if (decision.kind !== 'run') {
    const reply = await known(decision, work);
    if (decision.kind === 'skip') {
      await record(db, command, reply);
    }
    return reply;
  }
  await db.query('SAVEPOINT before_handler');
  const reply = await work.run(db);
  if (reply.outcome === 'rejected') {
    await db.query('ROLLBACK TO SAVEPOINT before_handler');
  }
  if (reply.outcome !== 'failed') {
    // Fails if the handler ended the transaction, which is the fence's.
    await db.query('RELEASE SAVEPOINT before_handler');
    await record(db, command, reply);
  }
  return reply;
}

/** Forgets up to `limit` rows whose time is over; returns how many. */
export async function deleteExpired(pool, nowMs, limit) {
  // The outer condition is tried again on a row that somebody keeps for longer meanwhile.
  const { rowCount } = await pool.query(
    `DELETE FROM saga_fence WHERE expires_at < $1 AND execute_key IN
       (SELECT execute_key FROM saga_fence WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)`,
    [nowMs, limit],
  );
  return rowCount;
}

async function insert(db, command) {
  const { rowCount } = await db.query(
    `INSERT INTO saga_fence (execute_key, execute_state, expires_at) VALUES ($1, $2, $3)
     ON CONFLICT (execute_key) DO NOTHING`,
    [command.executeKey.text, stateOfNewRow(command), command.fenceUntil],
  );
  return rowCount === 1;
}

async function lock(db, command) {
  const { rows } = await db.query('SELECT * FROM saga_fence WHERE execute_key = $1 FOR UPDATE', [
    command.executeKey.text,
  ]);
  return rows.length === 0 ? null : rowOf(rows[0]);
}

/** Keeps the row at least as long as this command asks for. */
async function extend(db, command) {
  await db.query(
    'UPDATE saga_fence SET expires_at = $2 WHERE execute_key = $1 AND expires_at < $2',
    [command.executeKey.text, command.fenceUntil],
  );
}

async function record(db, command, reply) {
  const values = [
    command.executeKey.text,
    reply.outcome.toUpperCase(),
    reply.value,
    reply.error?.code ?? null,
    reply.error?.message ?? null,
  ];
  const { rowCount } =
    command.key.action === 'execute'
      ? await db.query(
          `UPDATE saga_fence SET execute_state = $2, execute_reply = $3, execute_error_code = $4,
             execute_error_message = $5 WHERE execute_key = $1`,
          values,
        )
      : await db.query(
          `UPDATE saga_fence SET compensate_outcome = $2, compensate_reply = $3,
             compensate_error_code = $4, compensate_error_message = $5, compensate_key = $6
             WHERE execute_key = $1`,
          [...values, command.key.text],
        );
  if (rowCount !== 1) {
    throw new Error(`Expected the fence row of ${command.executeKey.text}, but found ${rowCount}`);
  }
}

function rowOf(columns) {
  const state = columns.execute_state;
  return {
    state,
    executeReply: ['SUCCEEDED', 'REJECTED'].includes(state)
      ? replyOf(columns, 'execute', state)
      : null,
    compensation:
      columns.compensate_key === null
        ? null
        : {
            key: parseKey(columns.compensate_key),
            reply: replyOf(columns, 'compensate', columns.compensate_outcome),
          },
  };
}

function replyOf(columns, action, outcome) {
  const code = columns[`${action}_error_code`];
  return {
    outcome: outcome.toLowerCase(),
    value: columns[`${action}_reply`],
    error: code === null ? null : { code, message: columns[`${action}_error_message`] },
  };
}
