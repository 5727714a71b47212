package dev.sagas.dev.fuzz;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Sagas that no bad record is about, started one after the other while there are bad records. */
final class GoodSagas implements AutoCloseable {
  private final SagaClient client;
  private final Watcher watcher;
  private final List<Shape> shapes;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger started = new AtomicInteger();
  private final AtomicReference<Throwable> problem = new AtomicReference<>();
  private final Map<String, Shape> all = new ConcurrentSkipListMap<>();

  /** What a good saga is, and how it ends. */
  enum Shape {
    PLAIN(SagaStatus.COMPLETED),
    /** Its signal is sent right behind its start, and may overtake it. */
    APPROVED(SagaStatus.COMPLETED),
    /** Turns back before its pivot. */
    FULL(SagaStatus.COMPENSATED),
    /** Its schemas are documented in more than ASCII. */
    NIGHT(SagaStatus.COMPLETED);

    private final SagaStatus end;

    Shape(SagaStatus end) {
      this.end = end;
    }
  }

  /**
   * Starts none yet.
   *
   * @param withNights whether some have umlauts in their schemas
   */
  GoodSagas(SagaClient client, Watcher watcher, boolean withNights) {
    this.client = client;
    this.watcher = watcher;
    shapes =
        withNights ? List.of(Shape.values()) : List.of(Shape.PLAIN, Shape.APPROVED, Shape.FULL);
  }

  /** Starts that many each second from now on. */
  void start(int perSecond) {
    long periodMs = Math.max(1, 1000 / perSecond);
    var unused = clock.scheduleAtFixedRate(this::startNext, 0, periodMs, TimeUnit.MILLISECONDS);
  }

  /** Starts no more. */
  void stop() {
    clock.shutdown();
  }

  /** Starts that many at once. */
  void burst(int count) {
    for (int i = 0; i < count; i++) {
      startNext();
    }
  }

  /** Those so far are not looked at any more. */
  void forget() {
    all.clear();
  }

  private void startNext() {
    int number = started.getAndIncrement();
    String id = "good-" + number;
    Shape shape = shapes.get(number % shapes.size());
    watcher.expect(id);
    all.put(id, shape);
    try {
      begin(id, shape);
    } catch (RuntimeException e) {
      problem.compareAndSet(null, e);
    }
  }

  private void begin(String id, Shape shape) {
    SagaStart start =
        switch (shape) {
          case PLAIN -> trip(id, FuzzedTrip.SHORT_DAYS, "Ritz");
          case APPROVED -> trip(id, FuzzedTrip.LONG_DAYS, "Ritz");
          case FULL -> trip(id, FuzzedTrip.SHORT_DAYS, FuzzedTrip.FULL_HOTEL);
          case NIGHT -> SagaStart.of(NightTrip.TYPE, id, new NightData(id));
        };
    watch(client.start(start));
    if (shape == Shape.APPROVED) {
      watch(client.approve(new SagaId(id), FuzzedTrip.APPROVAL, "dora"));
    }
  }

  private void watch(java.util.concurrent.CompletableFuture<?> sent) {
    var unused =
        sent.whenComplete(
            (receipt, failure) -> {
              if (failure != null) {
                problem.compareAndSet(null, failure);
              }
            });
  }

  private static SagaStart trip(String id, int days, String hotel) {
    return SagaStart.of(FuzzedTrip.TYPE, id, FuzzedTrip.data(id, days, hotel));
  }

  int count() {
    return all.size();
  }

  /** What a client met while it started them. */
  Optional<Throwable> problem() {
    return Optional.ofNullable(problem.get());
  }

  /** Waits for all of them to end, and describes those that do not, or not as they should. */
  List<String> lost(Duration limit) {
    try {
      Awaitility.await()
          .atMost(limit)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> all.keySet().stream().allMatch(this::hasEnded));
    } catch (ConditionTimeoutException e) {
      // Those that have not ended are the answer.
    }
    return all.keySet().stream().filter(id -> !isRight(id)).map(this::described).toList();
  }

  private boolean hasEnded(String id) {
    return watcher.saga(id).filter(saga -> saga.status().isTerminal()).isPresent();
  }

  private boolean isRight(String id) {
    return watcher.saga(id).filter(saga -> saga.status() == all.get(id).end).isPresent();
  }

  private String described(String id) {
    return id
        + " "
        + all.get(id)
        + " "
        + watcher
            .saga(id)
            .map(saga -> saga.status() + " at revision " + saga.revision())
            .orElse("not begun");
  }

  /** The longest time that one of them stood. */
  Standing longestStanding() {
    return all.keySet().stream()
        .map(id -> new Standing(id, watcher.stoodMs(id)))
        .max(java.util.Comparator.comparingLong(Standing::ms))
        .orElse(new Standing("none", 0));
  }

  /** How long a saga stood. */
  record Standing(String id, long ms) {}

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
