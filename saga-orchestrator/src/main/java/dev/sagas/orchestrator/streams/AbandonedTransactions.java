package dev.sagas.orchestrator.streams;

import dev.sagas.internal.DaemonThreads;
import dev.sagas.operate.topics.BrokerCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions that an instance left open when it died, as soon as another waits for its
 * partitions.
 *
 * <p>Until such a transaction ends, nobody knows the group's positions in the partitions. Brokers
 * abort it after its time-out, for which they look every 10 s by default.
 *
 * <ul>
 *   <li>Looks four times a second, but only while the engine waits for partitions.
 *   <li>Ends what has been open for three quarters of a session: a session ends no sooner after the
 *       last sign of life, which was at most a quarter of it before the death.
 *   <li>Ends it as a successor with the same transactional id does (KIP-98): it is aborted, and who
 *       has it is fenced. An instance that is alive, and only slow, reads its input again.
 * </ul>
 *
 * See {@code docs/adr/0032-abandoned-transactions.md}.
 */
final class AbandonedTransactions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AbandonedTransactions.class);
  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  /** A broker may have died together with the instance. */
  private static final Duration LISTED_WITHIN = Duration.ofSeconds(1);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Admin admin;
  private final Pattern ids;
  private final Duration age;
  private final BooleanSupplier waits;
  private boolean complained;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("abandoned-transactions"));

  private AbandonedTransactions(
      Admin admin, String applicationId, Duration session, BooleanSupplier waits) {
    this.admin = admin;
    this.ids = ids(applicationId);
    this.age = session.multipliedBy(3).dividedBy(4);
    this.waits = waits;
  }

  /**
   * Looks until closed.
   *
   * @param admin is closed with the result
   * @param session how long an instance that died keeps its partitions
   * @param waits whether the engine waits for partitions
   */
  @SuppressWarnings("FutureReturnValueIgnored") // ends with the timer
  static AbandonedTransactions watch(
      Admin admin, String applicationId, Duration session, BooleanSupplier waits) {
    AbandonedTransactions watching =
        new AbandonedTransactions(admin, applicationId, session, waits);
    watching.timer.scheduleWithFixedDelay(
        watching::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return watching;
  }

  /** The transactional ids of an application's instances: its id, a process and a thread. */
  static Pattern ids(String applicationId) {
    return Pattern.compile(Pattern.quote(applicationId) + "-\\p{XDigit}{8}(-\\p{XDigit}+){4}-\\d+");
  }

  private void look() {
    try {
      if (waits.getAsBoolean()) {
        end(abandoned());
      } else {
        complained = false;
      }
    } catch (RuntimeException e) {
      // Never looking again would make takeovers slower, and nobody would know why.
      complain(e);
    }
  }

  /** Once while the engine waits, because it is tried four times a second. */
  private void complain(RuntimeException problem) {
    if (!complained && !timer.isShutdown()) {
      LOG.warn("Abandoned transactions could not be ended; the brokers do it later", problem);
    }
    complained = true;
  }

  private Set<String> abandoned() {
    ListTransactionsOptions open =
        new ListTransactionsOptions()
            .filterStates(Set.of(TransactionState.ONGOING))
            .filterOnDuration(age.toMillis())
            .timeoutMs((int) ANSWER_WITHIN.toMillis());
    Map<Integer, KafkaFuture<Collection<TransactionListing>>> byBroker =
        BrokerCalls.get(admin.listTransactions(open).byBrokerId(), ANSWER_WITHIN);
    List<TransactionListing> all = new ArrayList<>();
    for (KafkaFuture<Collection<TransactionListing>> answer : byBroker.values()) {
      try {
        all.addAll(BrokerCalls.get(answer, LISTED_WITHIN));
      } catch (KafkaException e) {
        complain(e); // the others have theirs
      }
    }
    return all.stream()
        .map(TransactionListing::transactionalId)
        .filter(id -> ids.matcher(id).matches())
        .collect(Collectors.toUnmodifiableSet());
  }

  private void end(Set<String> abandoned) {
    if (!abandoned.isEmpty()) {
      LOG.warn("Ends transactions that were left open for more than {}: {}", age, abandoned);
      BrokerCalls.get(admin.fenceProducers(abandoned).all(), ANSWER_WITHIN);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    admin.close(CLOSE_TIMEOUT);
  }
}
