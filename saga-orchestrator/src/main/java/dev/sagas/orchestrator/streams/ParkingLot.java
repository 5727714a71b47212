package dev.sagas.orchestrator.streams;

import dev.sagas.engine.OutputLimits;
import dev.sagas.engine.ParkingLimits;
import dev.sagas.engine.wire.Parked;
import dev.sagas.engine.wire.ParkedCodec;
import dev.sagas.engine.wire.ParkedRecord;
import dev.sagas.engine.wire.UnknownFormatException;
import dev.sagas.protocol.SagaId;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition's signals and operations that came before the start of their saga (R2a): there is
 * no order between topics.
 *
 * <ul>
 *   <li>Bounded in sagas, inputs, bytes (of keys, values and headers) and time, and by what the
 *       changelog takes.
 *   <li>While nothing is parked, a start costs no store operation.
 * </ul>
 */
final class ParkingLot {
  private static final Logger LOG = LoggerFactory.getLogger(ParkingLot.class);

  private final KeyValueStore<Bytes, byte[]> store;
  private final TimerQueue timers;
  private final ParkingLimits limits;
  private final OutputLimits outputLimits;
  private int sagas;

  ParkingLot(
      KeyValueStore<Bytes, byte[]> store,
      TimerQueue timers,
      ParkingLimits limits,
      OutputLimits outputLimits) {
    this.store = store;
    this.timers = timers;
    this.limits = limits;
    this.outputLimits = outputLimits;
    this.sagas = count(store);
  }

  private static int count(KeyValueStore<Bytes, byte[]> store) {
    int count = 0;
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        entries.next();
        count++;
      }
    }
    return count;
  }

  /** Keeps an input until its saga starts; false if a bound forbids it. */
  boolean park(SagaId id, ParkedRecord record, long nowMs) {
    Optional<Parked> waiting = get(id);
    if (waiting.isEmpty() && !mayBegin(id)) {
      return false;
    }
    Parked parked =
        waiting.orElseGet(() -> Parked.until(nowMs + limits.retention().toMillis())).with(record);
    Optional<dev.sagas.engine.core.Bytes> encoded = outputLimits.parkable(id, parked);
    if (encoded.isEmpty()) {
      return false;
    }
    if (waiting.isEmpty()) {
      sagas++;
      long untilMs = parked.untilMs().orElseThrow();
      timers.put(untilMs, id, TimerQueue.Owner.PARKED_INPUTS);
    }
    store.put(key(id), encoded.get().array());
    return true;
  }

  /**
   * Keeps an input without a time; false if a bound forbids it. If others are parked until their
   * saga starts, it is the start, and goes before them.
   */
  boolean hold(SagaId id, ParkedRecord record) {
    Optional<Parked> waiting = get(id);
    if (waiting.isEmpty() && !mayBegin(id)) {
      return false;
    }
    Parked held = waiting.map(parked -> held(parked, record)).orElse(Parked.held().with(record));
    Optional<dev.sagas.engine.core.Bytes> encoded = outputLimits.parkable(id, held);
    if (encoded.isEmpty()) {
      return false;
    }
    if (waiting.isEmpty()) {
      sagas++;
    }
    waiting
        .flatMap(ParkingLot::until)
        .ifPresent(untilMs -> timers.remove(untilMs, id, TimerQueue.Owner.PARKED_INPUTS));
    store.put(key(id), encoded.get().array());
    return true;
  }

  private static Optional<Long> until(Parked parked) {
    OptionalLong untilMs = parked.untilMs();
    return untilMs.isPresent() ? Optional.of(untilMs.getAsLong()) : Optional.empty();
  }

  private static Parked held(Parked waiting, ParkedRecord next) {
    if (waiting.untilMs().isEmpty()) {
      return waiting.with(next);
    }
    List<ParkedRecord> all = new ArrayList<>(List.of(next));
    all.addAll(waiting.records());
    return new Parked(OptionalLong.empty(), all);
  }

  /** The sagas that inputs wait for. Reads all of the store. */
  List<SagaId> ids() {
    List<SagaId> ids = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        ids.add(new SagaId(new String(entries.next().key.get(), StandardCharsets.UTF_8)));
      }
    }
    return ids;
  }

  /** Those of them whose inputs are held, not parked until their start. */
  List<SagaId> held() {
    return ids().stream()
        .filter(id -> get(id).filter(parked -> parked.untilMs().isEmpty()).isPresent())
        .toList();
  }

  /** Takes out what waits for a saga, the oldest first. */
  List<ParkedRecord> take(SagaId id) {
    if (sagas == 0) {
      return List.of();
    }
    Optional<Parked> parked = get(id);
    parked.ifPresent(
        waiting -> {
          waiting
              .untilMs()
              .ifPresent(untilMs -> timers.remove(untilMs, id, TimerQueue.Owner.PARKED_INPUTS));
          remove(id);
        });
    return parked.map(Parked::records).orElse(List.of());
  }

  /** Takes out what has waited for too long; its timer has fired already. */
  List<ParkedRecord> takeExpired(SagaId id, long dueAtMs) {
    if (sagas == 0) {
      return List.of();
    }
    Optional<Parked> expired =
        get(id).filter(waiting -> waiting.untilMs().equals(OptionalLong.of(dueAtMs)));
    expired.ifPresent(waiting -> remove(id));
    return expired.map(Parked::records).orElse(List.of());
  }

  private boolean mayBegin(SagaId id) {
    return sagas < limits.maxSagas() && store.get(key(id)) == null;
  }

  /**
   * What waits for a saga. What cannot be read is left where it is: a newer version may have
   * written it, and its inputs are still in their topics.
   */
  private Optional<Parked> get(SagaId id) {
    byte[] value = store.get(key(id));
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ParkedCodec.decode(value));
    } catch (UnknownFormatException | UncheckedIOException e) {
      LOG.error("The inputs that wait for saga {} are left where they are", id, e);
      return Optional.empty();
    }
  }

  private void remove(SagaId id) {
    store.delete(key(id));
    sagas--;
  }

  private static Bytes key(SagaId id) {
    return Bytes.wrap(id.value().getBytes(StandardCharsets.UTF_8));
  }
}
