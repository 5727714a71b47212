// The service's own PostgreSQL database.
import { readFile } from 'node:fs/promises';

import pg from 'pg';

import { REPOSITORY } from './config.js';

/** The fence's table, then the service's own: the same files as the Java service has. */
const MIGRATIONS = [
  'saga-api/src/main/resources/dev/sagas/participant/fence/postgresql.sql',
  'sample-services/src/main/resources/db/shipping/V1__shipping.sql',
];
const MIGRATION_LOCK = 727_001;

/** Connection lost, transaction rolled back by the database, resources short, lock not available. */
const TRANSIENT_STATE = /^(08...|53...|40001|40P01|55P03|57P01|57P02|57P03)$/;
const TRANSIENT_NETWORK = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;
const LOST_CONNECTION = /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error)/;

export function openPool({ url, poolSize }) {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // Without a listener the end of an idle connection would end the process.
  pool.on('error', (e) => console.warn(`An idle connection to the database was lost: ${e.message}`));
  return pool;
}

/** Creates the tables in a database that has none. */
export async function migrate(pool) {
  await inTransaction(pool, async (db, commit) => {
    await db.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const { rows } = await db.query("SELECT to_regclass('saga_fence') AS fence");
    if (rows[0].fence === null) {
      for (const file of MIGRATIONS) {
        await db.query(await readFile(new URL(file, REPOSITORY), 'utf8'));
      }
    }
    await commit();
  });
}

/**
 * Gives `work` a transaction and a function that commits it; what was not committed is rolled back.
 */
export async function inTransaction(pool, work) {
  const client = await pool.connect();
  // Without a listener a connection that breaks between two queries would end the process.
  const ignore = () => {};
  client.on('error', ignore);
  let committed = false;
  let broken;
  try {
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
    return await work(client, async () => {
      await client.query('COMMIT');
      committed = true;
    });
  } finally {
    if (!committed) {
      await client.query('ROLLBACK').catch((e) => (broken = e));
    }
    client.off('error', ignore);
    client.release(broken); // With an error the pool closes the connection.
  }
}

/** True if the error, or one that caused it, is of the database and likely to pass. */
export function isTransient(error) {
  for (let cause = error, depth = 0; cause && depth < 16; cause = cause.cause, depth++) {
    if (
      cause instanceof pg.DatabaseError
        ? TRANSIENT_STATE.test(cause.code)
        : TRANSIENT_NETWORK.test(cause.code) || LOST_CONNECTION.test(cause.message)
    ) {
      return true;
    }
  }
  return false;
}

/** True if the database itself refused something. */
export function isDatabaseError(error) {
  return error instanceof pg.DatabaseError;
}
