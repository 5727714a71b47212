package dev.sagas.testkit;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The summary of an exploration that found no failure.
 *
 * @param runs all of them: one without faults, those with one, those with two
 * @param singleFaults runs with one fault
 * @param doubleFaults runs with two faults
 * @param leftOut how many runs were left out; if 0, every single and double fault was run
 * @param ends how the runs ended, and how many of each: a status, or what the saga waits for
 * @param functionsNotRun the functions of the definition that no run of the kit has called
 */
public record Exploration(
    long seed,
    int runs,
    int singleFaults,
    int doubleFaults,
    long leftOut,
    Map<String, Integer> ends,
    Set<String> functionsNotRun) {
  public Exploration {
    ends = Collections.unmodifiableMap(new TreeMap<>(ends));
    functionsNotRun = Collections.unmodifiableSet(new TreeSet<>(functionsNotRun));
  }

  /** All of it in words. */
  @Override
  public String toString() {
    return "%s runs (%s with one fault, %s with two, %s left out, seed %s) ended as %s%s"
        .formatted(
            runs,
            singleFaults,
            doubleFaults,
            leftOut,
            seed,
            ends,
            functionsNotRun.isEmpty() ? "" : "; never run: " + String.join(", ", functionsNotRun));
  }
}
