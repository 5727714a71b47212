// The configuration, from the same environment variables as the Java services.

/** The schemas and the tables stand elsewhere in this repository. */
export const REPOSITORY = new URL('../../../', import.meta.url);

const MAX_CONCURRENCY = 64;

/** Throws if a setting is missing or malformed. */
export function configOf(env) {
  const concurrency = Number(env.SERVICE_CONCURRENCY ?? 8);
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > MAX_CONCURRENCY) {
    throw new Error(`Expected SERVICE_CONCURRENCY from 1 to ${MAX_CONCURRENCY}`);
  }
  if (!/^postgres(ql)?:/.test(env.DATABASE_URL ?? '')) {
    throw new Error('Expected DATABASE_URL to be of the form postgresql://user:password@host/name');
  }
  const minBytes = Number(env.SAGA_CLAIM_CHECK_MIN_BYTES ?? 128 * 1024);
  if (!Number.isInteger(minBytes) || minBytes < 1) {
    throw new Error('Expected SAGA_CLAIM_CHECK_MIN_BYTES to be a number from 1');
  }
  return {
    bootstrapServers: (env.SAGA_BOOTSTRAP_SERVERS ?? 'localhost:9092').split(','),
    registryUrl: env.SAGA_SCHEMA_REGISTRY_URL ?? 'http://localhost:8081',
    topicPrefix: env.SAGA_TOPIC_PREFIX ?? '',
    concurrency,
    // The store of large values; here a folder, file:///folder.
    claims: {
      url: env.SAGA_CLAIM_CHECK_URL,
      minBytes,
      keyFile: env.SAGA_CLAIM_CHECK_KEY_FILE,
      create: env.SAGA_CLAIM_CHECK_CREATE !== 'false',
    },
    outside: {
      url: env.OUTSIDE_URL ?? 'http://localhost:8090',
      timeoutMs: Number(env.OUTSIDE_TIMEOUT_MS ?? 2_000),
    },
    // A connection for each command in hand, and some for the clean-up.
    database: { url: env.DATABASE_URL, poolSize: concurrency + 2 },
  };
}
