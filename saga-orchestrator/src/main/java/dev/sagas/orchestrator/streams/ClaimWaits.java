package dev.sagas.orchestrator.streams;

import dev.sagas.engine.wire.ParkedRecord;
import dev.sagas.orchestrator.claims.StagedClaims;
import dev.sagas.protocol.SagaId;
import dev.sagas.serde.ClaimUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition's sagas that need a large value while its store does not answer: their inputs are
 * held, in the store of parked ones, and the other sagas continue.
 *
 * <ul>
 *   <li>All later inputs of such a saga are held behind the first, so that their order stays.
 *   <li>Bounded in sagas, inputs and bytes by what may be parked. Beyond that the partition waits,
 *       as for the registry.
 *   <li>Each is tried again after {@value #RETRY_MS} ms; while the store is away, one in that time.
 *   <li>In memory is only who waits. After a restart, what is held is tried at once.
 * </ul>
 */
final class ClaimWaits {
  static final long RETRY_MS = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(ClaimWaits.class);
  private static final Wait DUE = new Wait("others took so long", 0, 0);

  private final ParkingLot parking;
  private final StagedClaims claims;
  private final int partition;
  private final Map<SagaId, Wait> sagas = new LinkedHashMap<>();
  private int inputs;
  private long triedAtMs;

  ClaimWaits(ParkingLot parking, StagedClaims claims, int partition) {
    this.parking = parking;
    this.claims = claims;
    this.partition = partition;
  }

  private record Wait(String why, long againAtMs, int inputs) {}

  /** An input that is to be held. */
  record Held(SagaId id, ParkedRecord record) {}

  /** Begins with what an instance before this one held; all of it is due. */
  void takeOver(Collection<SagaId> held) {
    held.forEach(id -> sagas.put(id, DUE));
  }

  /**
   * Holds an input that could not be handled.
   *
   * @throws ClaimUnavailableException if no more may be held
   */
  void hold(Held input, ClaimUnavailableException why, long nowMs) {
    String reason = String.valueOf(why.getMessage());
    if (!claims.isAway() && sagas.isEmpty()) {
      LOG.warn("Saga {} waits for a large value: {}", input.id(), reason);
    }
    add(input, new Wait(reason, nowMs + RETRY_MS, 0));
  }

  /**
   * Holds an input behind others of its saga, if there are some.
   *
   * @return false if it may be handled
   * @throws ClaimUnavailableException if no more may be held
   */
  boolean holdBehind(Held input) {
    Wait wait = sagas.get(input.id());
    if (wait == null) {
      return false;
    }
    add(input, wait);
    return true;
  }

  /** Holds an input on whose turn has not come, because others took so long. */
  void putBack(Held input) {
    add(input, sagas.getOrDefault(input.id(), DUE));
  }

  private void add(Held input, Wait wait) {
    if (!parking.hold(input.id(), input.record())) {
      throw new ClaimUnavailableException(
          "Saga %s waits, and no more inputs may be held: %s".formatted(input.id(), wait.why()));
    }
    sagas.put(input.id(), new Wait(wait.why(), wait.againAtMs(), wait.inputs() + 1));
    count(1);
  }

  private void count(int more) {
    inputs += more;
    claims.figures().waiting(partition, inputs);
  }

  /** Whether any saga waits. */
  boolean areSome() {
    return !sagas.isEmpty();
  }

  /** Whether inputs of a saga are held. */
  boolean isWaiting(SagaId id) {
    return sagas.containsKey(id);
  }

  /**
   * Has those tried that are due, one after the other, as far as there is time.
   *
   * @param apply applies what is held of a saga, which must then be {@linkplain #release released}
   * @return whether there were some
   */
  boolean tryAgain(Clock clock, Duration limit, Consumer<SagaId> apply) {
    long untilMs = clock.millis() + limit.toMillis();
    boolean any = false;
    Optional<SagaId> next = next(clock.millis());
    while (next.isPresent()) {
      any = true;
      apply.accept(next.get());
      next = clock.millis() <= untilMs ? next(clock.millis()) : Optional.empty();
    }
    return any;
  }

  private Optional<SagaId> next(long nowMs) {
    return sagas.keySet().stream().findFirst().filter(id -> isDue(id, nowMs));
  }

  /** Whether what is held of a saga must be applied now. */
  boolean isDue(SagaId id, long nowMs) {
    Wait wait = sagas.get(id);
    return wait != null && againAtMs(wait) <= nowMs;
  }

  /** A saga waits no more; if it must again, it is the last one. */
  void release(SagaId id, long nowMs) {
    Wait wait = sagas.remove(id);
    if (wait != null) {
      triedAtMs = nowMs;
      count(-wait.inputs());
    }
  }

  private long againAtMs(Wait wait) {
    return claims.isAway() ? Math.max(wait.againAtMs(), triedAtMs + RETRY_MS) : wait.againAtMs();
  }

  /** When to look again; {@link Long#MAX_VALUE} if nothing waits. */
  long nextAtMs() {
    return sagas.values().stream().findFirst().map(this::againAtMs).orElse(Long.MAX_VALUE);
  }

  /** They are held on, for the next instance. */
  void close() {
    claims.figures().waiting(partition, 0);
  }
}
