package dev.sagas.dev.fuzz;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run of the fuzz does.
 *
 * @param seed of all randomness: which records in which order, and their bytes
 * @param first where in the order this run begins; runs of one seed share the order
 * @param records to be written
 * @param goodPerSecond sagas that are started meanwhile
 * @param standingMs the longest that one of them may stand
 * @param leftOut kinds that are not written, as in {@code BadValues.TRUNCATED}
 */
record FuzzSettings(
    long seed, int first, int records, int goodPerSecond, long standingMs, Set<String> leftOut) {
  private static final int NUMBERS = 5;

  FuzzSettings {
    leftOut = Set.copyOf(leftOut);
  }

  /** As {@link #arguments} wrote them. */
  static FuzzSettings of(String... arguments) {
    return new FuzzSettings(
        Long.parseLong(arguments[0]),
        Integer.parseInt(arguments[1]),
        Integer.parseInt(arguments[2]),
        Integer.parseInt(arguments[3]),
        Long.parseLong(arguments[4]),
        Arrays.stream(arguments).skip(NUMBERS).collect(Collectors.toSet()));
  }

  /** For the command line of a process. */
  java.util.List<String> arguments() {
    java.util.List<String> arguments = new java.util.ArrayList<>();
    arguments.add(Long.toString(seed));
    arguments.add(Integer.toString(first));
    arguments.add(Integer.toString(records));
    arguments.add(Integer.toString(goodPerSecond));
    arguments.add(Long.toString(standingMs));
    arguments.addAll(leftOut);
    return arguments;
  }

  /** Whether a kind is written. */
  boolean isIn(BadKind kind) {
    return !leftOut.contains(BadKinds.nameOf(kind));
  }
}
