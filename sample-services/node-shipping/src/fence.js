// The fence in PostgreSQL: one transaction per command, one row per execute. The table is that of
// the Java library, so that instances in both languages may share it.
import { inTransaction } from './database.js';
import { Transient } from './errors.js';
import { stateOfNewRow, withRow, withoutRow } from './fence-rules.js';
import { parseKey } from './headers.js';

/**
 * Brings a command to its reply, so that it takes effect at most once.
 *
 * - `mayStart`: false once the deadline has passed; then only what is recorded is answered.
 * - `work`: `run(db)` calls the handler, `nothingToUndo(reason)` and `refused(code, message)` make
 *   the fence's own replies.
 *
 * Returns the reply, or null if the command must not be started and nothing is recorded.
 */
export function once(pool, command, mayStart, work) {
  return inTransaction(pool, async (db, commit) => {
    // Waits for a transaction that has inserted the same row and is still open: execute and
    // compensate meet here.
    const isFirst = mayStart && (await insert(db, command));
    let decision;
    if (isFirst) {
      decision = withoutRow(command);
    } else {
      const row = await lock(db, command);
      if (row === null) {
        if (mayStart) {
          throw new Transient(`The fence row of ${command.executeKey.text} was just deleted`);
        }
        return null;
      }
      decision = withRow(command, row);
      if (!mayStart && decision.kind !== 'resend' && decision.kind !== 'refuse') {
        return null;
      }
      await extend(db, command);
    }
    const reply = await carryOut(db, command, decision, work);
    // A reply that says failed is never recorded: all is rolled back, a new row included.
    if (reply.outcome !== 'failed') {
      await commit();
    }
    return reply;
  });
}

async function carryOut(db, command, decision, work) {
  switch (decision.kind) {
    case 'run': {
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
    case 'skip': {
      const reply = await work.nothingToUndo(decision.reason);
      await record(db, command, reply);
      return reply;
    }
    case 'refuse':
      return work.refused(decision.code, decision.message);
    case 'resend':
      return decision.reply;
    default:
      throw new Error(`Expected a decision, but got ${decision.kind}`);
  }
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
