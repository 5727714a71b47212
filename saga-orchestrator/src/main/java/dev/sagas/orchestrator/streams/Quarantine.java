package dev.sagas.orchestrator.streams;

import dev.sagas.engine.ParkingLimits;
import dev.sagas.engine.wire.Outages;
import dev.sagas.engine.wire.ParkedRecord;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition's sagas whose checkpoint does not match its digest: their inputs are held, in the
 * store, until the journal has said what their state is.
 *
 * <ul>
 *   <li>Bounded: in sagas and inputs by what may be parked.
 *   <li>A saga that the journal cannot rebuild stays, and its inputs are refused.
 * </ul>
 */
final class Quarantine {
  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

  /** What was processed before is committed by then, so that the journal can be read to its end. */
  private static final int TICKS_BEFORE_A_COMMIT = 2;

  private static final int TICKS_BETWEEN_TRIES = 40;

  private final TrustedRebuilder rebuilder;
  private final ParkingLot parking;
  private final int partition;
  private final int maxSagas;
  private final Map<SagaId, Case> cases = new LinkedHashMap<>();
  private List<SagaId> recovered = List.of();

  Quarantine(TrustedRebuilder rebuilder, ParkingLot parking, int partition, ParkingLimits limits) {
    this.rebuilder = rebuilder;
    this.parking = parking;
    this.partition = partition;
    this.maxSagas = limits.maxSagas();
  }

  /** Begins with the sagas for which an instance before this one held inputs. */
  void takeOver() {
    List<SagaId> held = parking.held();
    held.stream().filter(rebuilder::isUntrusted).forEach(this::begin);
    recovered = held.stream().filter(id -> !rebuilder.isUntrusted(id)).toList();
  }

  /** The others: their checkpoint is sound, as restored, or they wait for something else. */
  List<SagaId> recovered() {
    return recovered;
  }

  /** A saga that has been rebuilt, or cannot be. */
  record Ended(SagaId id, RebuiltSaga rebuilt) {}

  private static final class Case {
    private int ticksLeft = TICKS_BEFORE_A_COMMIT;
    private @Nullable CompletableFuture<RebuiltSaga> running;
    private Optional<String> hopeless = Optional.empty();
  }

  /** Holds an input; says why not if it cannot. */
  Optional<String> hold(SagaId id, ParkedRecord input) {
    if (!begin(id)) {
      return Optional.of("and too many sagas are being rebuilt");
    }
    Optional<String> hopeless = cases.getOrDefault(id, new Case()).hopeless;
    if (hopeless.isPresent()) {
      return hopeless;
    }
    return parking.hold(id, input)
        ? Optional.empty()
        : Optional.of("and no more inputs are held until it is rebuilt");
  }

  /** Has a saga rebuilt; false if there are too many. */
  boolean begin(SagaId id) {
    if (cases.containsKey(id)) {
      return true;
    }
    if (cases.size() >= maxSagas) {
      LOG.error("The checkpoint of saga {} cannot be trusted, but too many are being rebuilt", id);
      return false;
    }
    LOG.error("The checkpoint of saga {} cannot be trusted: it is rebuilt from its journal", id);
    cases.put(id, new Case());
    return true;
  }

  /** Whether a saga is being rebuilt, so that time must pass here. */
  boolean isBusy() {
    return !cases.isEmpty() && cases.values().stream().anyMatch(one -> one.hopeless.isEmpty());
  }

  /** Lets some time pass; gives what has ended since. A saga that was rebuilt is out of it. */
  List<Ended> tick() {
    if (cases.isEmpty()) {
      return List.of();
    }
    List<Ended> ended = new ArrayList<>();
    Iterator<Map.Entry<SagaId, Case>> entries = cases.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<SagaId, Case> entry = entries.next();
      Optional<RebuiltSaga> result = tick(entry.getKey(), entry.getValue());
      result.ifPresent(rebuilt -> ended.add(new Ended(entry.getKey(), rebuilt)));
      if (result.filter(rebuilt -> rebuilt.problem().isEmpty()).isPresent()) {
        entries.remove();
      }
    }
    return ended;
  }

  private Optional<RebuiltSaga> tick(SagaId id, Case one) {
    CompletableFuture<RebuiltSaga> running = one.running;
    if (running == null) {
      if (one.hopeless.isEmpty() && --one.ticksLeft <= 0) {
        one.running = rebuilder.rebuild(id, partition);
      }
      return Optional.empty();
    }
    if (!running.isDone()) {
      return Optional.empty();
    }
    one.running = null;
    try {
      RebuiltSaga rebuilt = running.join();
      one.hopeless = rebuilt.problem();
      return Optional.of(rebuilt);
    } catch (CompletionException | CancellationException e) {
      Optional<String> outage = Outages.of(e);
      if (outage.isPresent()) {
        LOG.warn("Saga {} could not be rebuilt yet: {}", id, outage.get());
      } else {
        LOG.warn("Saga {} could not be rebuilt yet", id, e);
      }
      one.ticksLeft = TICKS_BETWEEN_TRIES;
      return Optional.empty();
    }
  }
}
