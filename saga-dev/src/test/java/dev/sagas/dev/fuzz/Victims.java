package dev.sagas.dev.fuzz;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Sagas that bad records are about: each of those that live is used by one record only. */
final class Victims {
  static final String PREFIX = "victim-";
  private static final String PENDING = "pending-";
  private static final int ENDED = 3;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final SagaClient client;
  private final Watcher watcher;
  private final Deque<String> waiting = new ArrayDeque<>();
  private final Deque<String> pending = new ArrayDeque<>();
  private final List<String> ended = new ArrayList<>();
  private final List<String> used = new ArrayList<>();
  private int next;

  Victims(SagaClient client, Watcher watcher) {
    this.client = client;
    this.watcher = watcher;
  }

  /** Starts that many that wait for an approval and for a reply, and returns when they do. */
  void start(int approvals, int flights) {
    for (int i = 0; i < approvals; i++) {
      waiting.add(PREFIX + i);
      begin(FuzzedTrip.TYPE, PREFIX + i, FuzzedTrip.LONG_DAYS);
    }
    for (int i = 0; i < flights; i++) {
      pending.add(PENDING + i);
      begin(FuzzedTrip.Pending.TYPE, PENDING + i, FuzzedTrip.LONG_DAYS);
    }
    for (int i = 0; i < ENDED; i++) {
      ended.add("ended-" + i);
      begin(FuzzedTrip.TYPE, "ended-" + i, FuzzedTrip.SHORT_DAYS);
    }
    awaitAll(waiting, saga -> saga.revision() >= 2);
    awaitAll(pending, saga -> saga.revision() >= 1);
    awaitAll(ended, saga -> saga.status().isTerminal());
  }

  private void begin(String type, String id, int days) {
    var unused = client.start(SagaStart.of(type, id, FuzzedTrip.data(id, days, "Ritz")));
  }

  private void awaitAll(Iterable<String> ids, Predicate<Watcher.Seen> until) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              for (String id : ids) {
                if (watcher.saga(id).filter(until).isEmpty()) {
                  throw new AssertionError("Expected victim " + id + " to have come far enough");
                }
              }
            });
  }

  /** A saga that waits for its approval, the car booked by the command {@code …/1#1}. */
  Victim waiting() {
    String id = waiting.remove();
    used.add(id);
    return victim(id);
  }

  /** A saga whose only command nobody has answered. */
  Victim pending() {
    return victim(pending.remove());
  }

  /** A saga that has completed. */
  Victim ended() {
    next++;
    return victim(ended.get(next % ended.size()));
  }

  private Victim victim(String id) {
    return new Victim(id, watcher.saga(id).orElseThrow().run());
  }

  /** Approves all that waited, and returns those that do not complete all the same. */
  List<String> finish(Duration limit) {
    List<String> all = new ArrayList<>(used);
    all.addAll(waiting);
    for (String id : all) {
      var unused = client.approve(new SagaId(id), FuzzedTrip.APPROVAL, "the fuzz");
    }
    try {
      Awaitility.await().atMost(limit).until(() -> unfinished(all).isEmpty());
    } catch (ConditionTimeoutException e) {
      return unfinished(all);
    }
    return List.of();
  }

  private List<String> unfinished(List<String> ids) {
    return ids.stream()
        .filter(
            id -> watcher.saga(id).filter(saga -> saga.status() == SagaStatus.COMPLETED).isEmpty())
        .toList();
  }
}
