package dev.sagas.participant;

import java.time.Duration;

/**
 * Records in Kafka which executes and compensations took effect and what was replied: for services
 * without a database, whose effects are records in Kafka or only the reply.
 *
 * <ul>
 *   <li>The fence's row, the records that the handler sent with {@link CommandContext#send}, the
 *       reply and the command's offset are written in one transaction: all of them or none.
 *   <li>Rows are in the compacted topic {@code <prefix><participant>.fence}, in the partition of
 *       their command. The topic is created with as many partitions as the command topic; neither
 *       number must be changed later.
 *   <li>Each instance keeps the rows of its partitions in memory until they expire, and reads them
 *       from the topic before the first command of a partition.
 *   <li>Effects outside Kafka are not covered: a handler may be called again after a crash.
 *   <li>Immutable; the methods return a changed copy.
 * </ul>
 */
public final class KafkaFence {
  private static final Duration MIN_TRANSACTION_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration MAX_TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

  private final int replicationFactor;
  private final Duration cleanUpEvery;
  private final Duration transactionTimeout;

  private KafkaFence(int replicationFactor, Duration cleanUpEvery, Duration transactionTimeout) {
    this.replicationFactor = replicationFactor;
    this.cleanUpEvery = cleanUpEvery;
    this.transactionTimeout = transactionTimeout;
  }

  /**
   * A fence with the brokers' replication factor, a clean-up every minute, and transactions of at
   * most 10 s.
   */
  public static KafkaFence create() {
    return new KafkaFence(-1, Duration.ofMinutes(1), Duration.ofSeconds(10));
  }

  /**
   * Replicas of the fence's topic if it has to be created; the brokers' default if not set.
   *
   * @throws IllegalArgumentException unless it is from 1 to 32 767
   */
  public KafkaFence replicationFactor(int replicas) {
    if (replicas < 1 || replicas > Short.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Expected a replication factor from 1 to " + Short.MAX_VALUE + ", but got " + replicas);
    }
    return new KafkaFence(replicas, cleanUpEvery, transactionTimeout);
  }

  /**
   * How often expired rows are deleted.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public KafkaFence cleanUpEvery(Duration period) {
    if (period.isZero() || period.isNegative()) {
      throw new IllegalArgumentException("Expected a positive period, but got " + period);
    }
    return new KafkaFence(replicationFactor, period, transactionTimeout);
  }

  /**
   * How long a transaction may take before the brokers abort it, and so how long others wait for
   * the partitions of an instance that was killed. Handlers run outside of it.
   *
   * @throws IllegalArgumentException unless it is from 1 s to 15 min
   */
  public KafkaFence transactionTimeout(Duration timeout) {
    if (timeout.compareTo(MIN_TRANSACTION_TIMEOUT) < 0
        || timeout.compareTo(MAX_TRANSACTION_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "Expected a transaction time-out from 1 s to 15 min, but got " + timeout);
    }
    return new KafkaFence(replicationFactor, cleanUpEvery, timeout);
  }

  short replicas() {
    return (short) replicationFactor;
  }

  Duration cleanUpPeriod() {
    return cleanUpEvery;
  }

  Duration transactionLimit() {
    return transactionTimeout;
  }
}
