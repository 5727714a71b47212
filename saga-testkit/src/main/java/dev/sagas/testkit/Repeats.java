package dev.sagas.testkit;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.DefinitionFault;
import dev.sagas.engine.core.FunctionResult;
import dev.sagas.protocol.StepName;
import dev.sagas.serde.AvroCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * Runs each function of a definition twice on equal arguments and compares the results byte by
 * byte.
 *
 * <ul>
 *   <li>The first time that a function runs, the second run waits until the clock has advanced by a
 *       millisecond: this detects a function that looks at the clock without slowing down every
 *       call.
 *   <li>Remembers which functions have run, and the last ones that threw.
 *   <li>A function that does not return is left behind on its thread, where it may still run.
 * </ul>
 */
final class Repeats {
  private static final int MAX_THROWN = 16;

  private final AvroCodec codec;
  private final Set<String> functions = Collections.synchronizedSet(new LinkedHashSet<>());
  private final Deque<Throwable> thrown = new ConcurrentLinkedDeque<>();

  Repeats(AvroCodec codec) {
    this.codec = codec;
  }

  /** A function of the definition on given arguments. */
  interface Call<T> {
    T run() throws DefinitionFault;
  }

  /** The name of a function of a step, for messages. */
  static String name(StepName step, String function) {
    return function + " of step " + step;
  }

  /**
   * Runs a function twice.
   *
   * @throws SagaTestError if the results differ
   */
  <T> T run(String function, Call<T> call) throws DefinitionFault {
    Outcome<T> first = Outcome.of(call);
    if (functions.add(function)) {
      awaitNextMillisecond();
    }
    Outcome<T> second = Outcome.of(call);
    if (!first.isLike(second)) {
      functions.remove(function);
      throw new SagaTestError(
          """
          Expected the %s to be pure, but run twice on equal arguments it %s. A definition's \
          functions must depend only on their arguments: no clock, no randomness, no state, \
          no I/O\
          """
              .formatted(function, difference(first, second)));
    }
    first.fault().map(Throwable::getCause).ifPresent(this::remember);
    return first.get();
  }

  private static void awaitNextMillisecond() {
    long nowMs = System.currentTimeMillis();
    while (System.currentTimeMillis() == nowMs) {
      Thread.onSpinWait();
    }
  }

  private void remember(Throwable cause) {
    if (thrown.size() >= MAX_THROWN) {
      thrown.pollFirst();
    }
    thrown.addLast(cause);
  }

  /** The functions that have run, in the order in which they first did. */
  Set<String> functions() {
    return functions;
  }

  /** What functions threw, the newest last. */
  List<Throwable> thrown() {
    return List.copyOf(thrown);
  }

  /** The result of a function; exactly one of the two is present. */
  private record Outcome<T>(Optional<T> value, Optional<DefinitionFault> fault) {
    static <T> Outcome<T> of(Call<T> call) {
      try {
        return new Outcome<>(Optional.of(call.run()), Optional.empty());
      } catch (DefinitionFault thrown) {
        return new Outcome<>(Optional.empty(), Optional.of(thrown));
      }
    }

    boolean isLike(Outcome<T> other) {
      return value.equals(other.value)
          && fault.map(DefinitionFault::reason).equals(other.fault.map(DefinitionFault::reason));
    }

    T get() throws DefinitionFault {
      if (fault.isPresent()) {
        throw fault.get();
      }
      return value.orElseThrow();
    }
  }

  private String difference(Outcome<?> first, Outcome<?> second) {
    if (first.value().isEmpty() || second.value().isEmpty()) {
      return "threw only once";
    }
    Object one = first.value().get();
    Object two = second.value().get();
    if (one instanceof FunctionResult before && two instanceof FunctionResult after) {
      return before.data().equals(after.data())
          ? "did not refuse alike"
          : difference(before.data(), after.data());
    }
    return one instanceof Bytes before && two instanceof Bytes after
        ? difference(before, after)
        : "returned " + one + " and " + two;
  }

  private String difference(Bytes first, Bytes second) {
    GenericRecord one = codec.decode(MemoryDeployment.TOPICS.requests(), first.array());
    GenericRecord two = codec.decode(MemoryDeployment.TOPICS.requests(), second.array());
    List<String> fields = new ArrayList<>();
    if (one.getSchema().equals(two.getSchema())) {
      for (Schema.Field field : one.getSchema().getFields()) {
        if (!Objects.equals(one.get(field.pos()), two.get(field.pos()))) {
          fields.add(field.name());
        }
      }
    }
    return "made a %s that differs%s"
        .formatted(
            one.getSchema().getName(), fields.isEmpty() ? "" : " in " + String.join(", ", fields));
  }
}
