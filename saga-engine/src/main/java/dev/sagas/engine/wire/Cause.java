package dev.sagas.engine.wire;

import dev.sagas.engine.core.Bytes;
import java.util.Map;
import java.util.Optional;

/**
 * What caused a transition.
 *
 * @param position empty where no record did
 * @param actor who, for an operation
 * @param headers the protocol headers that the decision used
 * @param input the original value bytes, because the input topics expire
 */
public record Cause(
    Kind kind,
    Optional<Position> position,
    Optional<String> actor,
    Map<String, String> headers,
    Optional<Bytes> input) {
  /** The kinds of input. */
  public enum Kind {
    START,
    REPLY,
    SIGNAL,
    OPERATION,
    TIMER,
    /** No input: the engine itself, such as where it has rebuilt a saga from its journal. */
    ENGINE
  }

  /** A timer fired. */
  public static final Cause TIMER =
      new Cause(Kind.TIMER, Optional.empty(), Optional.empty(), Map.of(), Optional.empty());

  /** No input did it. */
  public static final Cause ENGINE =
      new Cause(Kind.ENGINE, Optional.empty(), Optional.empty(), Map.of(), Optional.empty());

  public Cause {
    headers = Map.copyOf(headers);
  }
}
