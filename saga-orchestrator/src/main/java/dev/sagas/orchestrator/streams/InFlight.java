package dev.sagas.orchestrator.streams;

import dev.sagas.engine.Capacity;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.CorruptCheckpointException;
import dev.sagas.engine.wire.UnknownFormatException;
import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what is in flight in one partition, and says whether a further saga may begin (R30).
 *
 * <ul>
 *   <li>Where nothing is bounded, nothing is counted, and what was held back before begins.
 *   <li>Where something is, taking up a partition reads all of its checkpoints once.
 * </ul>
 */
final class InFlight implements Capacity {
  private static final Logger LOG = LoggerFactory.getLogger(InFlight.class);

  private final InFlightLimits limits;
  private final int partition;
  private final int partitions;
  private final KeyValueStore<Bytes, byte[]> checkpoints;
  private final HeldStarts held;
  private final Map<String, Integer> sagas = new HashMap<>();
  private final Map<String, Integer> commands = new HashMap<>();
  private boolean releasing;

  /** What is in flight in a task now. Its store of timers keeps what is held back as well. */
  InFlight(ProcessorContext<?, ?> context, EngineParts parts) {
    this.limits = parts.inFlight();
    this.partition = context.taskId().partition();
    this.partitions = parts.partitions();
    this.checkpoints = context.getStateStore(EngineNames.CHECKPOINT_STORE);
    this.held =
        new HeldStarts(
            context.getStateStore(EngineNames.TIMER_STORE), this::stored, HeldStarts.MAX_KNOWN);
    recount();
  }

  private Optional<SagaState> stored(SagaId id) {
    return Optional.ofNullable(checkpoints.get(SagaStores.key(id)))
        .flatMap(bytes -> decoded(id.value(), bytes));
  }

  private static Optional<SagaState> decoded(String id, byte[] bytes) {
    try {
      return Optional.of(CheckpointCodec.decode(bytes).state());
    } catch (CorruptCheckpointException | UnknownFormatException e) {
      LOG.debug("The checkpoint of saga {} cannot be trusted, and is not counted", id, e);
      return Optional.empty();
    }
  }

  private void recount() {
    sagas.clear();
    commands.clear();
    if (limits.areNone()) {
      return;
    }
    try (KeyValueIterator<Bytes, byte[]> all = checkpoints.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> next = all.next();
        String id = new String(next.key.get(), StandardCharsets.UTF_8);
        decoded(id, next.value).ifPresent(state -> count(state, 1));
      }
    }
  }

  private void count(SagaState state, int by) {
    if (state.status().isTerminal() || state.isHeldBack()) {
      return;
    }
    sagas.merge(state.identity().type().value(), by, Integer::sum);
    for (StepState step : state.steps().open()) {
      if (step.status().isExecuting() || step.status().isUndoing()) {
        step.target().ifPresent(participant -> commands.merge(participant, by, Integer::sum));
      }
    }
  }

  /** A saga has moved on. */
  void changed(Optional<SagaState> before, SagaState after) {
    boolean didWait = before.filter(InFlight::waits).isPresent();
    if (!didWait && waits(after)) {
      hold(after);
    } else if (didWait && !waits(after)) {
      held.remove(before.orElseThrow());
    }
    if (!limits.areNone()) {
      before.ifPresent(state -> count(state, -1));
      count(after, 1);
    }
  }

  private void hold(SagaState state) {
    if (held.add(state)) {
      LOG.warn(
          "Sagas of type {} in partition {} are held back when they are to begin: {}",
          state.identity().type(),
          partition,
          state.control().pause().orElseThrow().reason());
    }
  }

  /** A state took the place of one that could not be trusted. */
  void replaced(SagaState after) {
    if (waits(after)) {
      hold(after);
    }
    recount();
  }

  /** With an incident it waits for a person. */
  private static boolean waits(SagaState state) {
    return state.isHeldBack() && state.sagaIncident().isEmpty();
  }

  @Override
  public Optional<String> full(String type) {
    return limits.areNone()
        ? Optional.empty()
        : Optional.of("Others of its type wait already")
            .filter(wait -> held.has(type) && !releasing)
            .or(() -> bound(type));
  }

  /** The bound that the type has reached, for people. */
  private Optional<String> bound(String type) {
    return fullOfSagas(type).or(() -> fullOfCommands(type));
  }

  private Optional<String> fullOfSagas(String type) {
    int count = sagas.getOrDefault(type, 0);
    return limits
        .ofType(type, partitions)
        .filter(bound -> count >= bound)
        .map(
            bound ->
                "%s sagas of type %s are in flight in partition %s, and %s may be"
                    .formatted(count, type, partition, bound));
  }

  private Optional<String> fullOfCommands(String type) {
    return limits.participants().apply(type).stream()
        .flatMap(participant -> fullOfCommandsTo(participant).stream())
        .findFirst();
  }

  private Optional<String> fullOfCommandsTo(String participant) {
    int count = commands.getOrDefault(participant, 0);
    return limits
        .ofParticipant(participant, partitions)
        .filter(bound -> count >= bound)
        .map(
            bound ->
                "%s commands of participant %s are unanswered in partition %s, and %s may be"
                    .formatted(count, participant, partition, bound));
  }

  /** True if a saga is held back for which there is room. */
  boolean mayLetGo() {
    return !held.isEmpty() && held.types().stream().anyMatch(type -> bound(type).isEmpty());
  }

  /**
   * Takes those for which there is room, one after the other, and begins them.
   *
   * @param begin begins one, which then counts
   * @param limit how many at most
   * @return how many were begun
   */
  int letGo(Consumer<SagaId> begin, int limit) {
    int begun = 0;
    releasing = true;
    try {
      for (String type : held.types()) {
        while (begun < limit && bound(type).isEmpty()) {
          Optional<SagaId> next = held.take(type);
          if (next.isEmpty()) {
            LOG.info(
                "Sagas of type {} in partition {} are not held back any more", type, partition);
            break;
          }
          begin.accept(next.get());
          begun++;
        }
      }
    } finally {
      releasing = false;
    }
    return begun;
  }
}
