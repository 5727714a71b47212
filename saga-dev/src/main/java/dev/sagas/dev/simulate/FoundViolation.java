package dev.sagas.dev.simulate;

import java.util.List;

/**
 * A saga for which something did not hold.
 *
 * @param saga its number
 * @param what did not hold, in words
 * @param trace what happened to it, with as few faults and steps as show the violation; empty for
 *     all but the first violations of a run
 */
public record FoundViolation(int saga, Invariant invariant, String what, List<String> trace) {
  public FoundViolation {
    trace = List.copyOf(trace);
  }
}
