package dev.sagas.dev.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a profile is measured.
 *
 * @param levels how many sagas are in flight, are started per second, or wait, or how many
 *     orchestrators share the load: one series each
 * @param warmUp of the fresh processes, under the first level's load; a tenth of it, but at most 15
 *     s, before each further series
 * @param windows of each series
 * @param partitions of the topics
 * @param bound whether to measure the plain clients as well
 * @param boundInFlight how many sagas of the bound are in flight
 * @param audit whether to audit the sagas of the run
 * @param rocksDb whether to count the operations on the orchestrator's stores
 * @param brokerOptions of the broker's JVM
 * @param orchestratorOptions of the orchestrator's JVM
 * @param orchestrator further properties of the orchestrator
 * @param join the bootstrap servers of a running cluster; empty to start a broker
 * @param directory where all data is kept; deleted at the end
 */
record BenchSettings(
    BenchProfile profile,
    List<Integer> levels,
    Duration warmUp,
    int windows,
    Duration window,
    int partitions,
    boolean bound,
    int boundInFlight,
    boolean audit,
    boolean rocksDb,
    List<String> brokerOptions,
    List<String> orchestratorOptions,
    Map<String, String> orchestrator,
    Optional<String> join,
    Path directory) {
  private static final Duration LONGEST_SETTLING = Duration.ofSeconds(15);
  private static final int WARM_UP_PARTS = 10;

  BenchSettings {
    levels = List.copyOf(levels);
    brokerOptions = List.copyOf(brokerOptions);
    orchestratorOptions = List.copyOf(orchestratorOptions);
    orchestrator = Map.copyOf(orchestrator);
    require(!levels.isEmpty() && levels.stream().allMatch(level -> level > 0), "a positive load");
    require(
        levels.stream().allMatch(level -> level < SagaLedger.CAPACITY / 2),
        "a load below " + SagaLedger.CAPACITY / 2);
    require(
        boundInFlight > 0 && boundInFlight < SagaLedger.CAPACITY, "sagas in flight of the bound");
    require(windows > 0 && window.toMillis() > 0, "at least one window");
    require(partitions > 0, "at least one partition");
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("Expected " + what);
    }
  }

  /** Where the orchestrators write how many operations there were on their stores. */
  Path operations() {
    return directory.resolve("operations");
  }

  /** How long a load runs before it is measured, when the processes are warm. */
  Duration settling() {
    Duration part = warmUp.dividedBy(WARM_UP_PARTS);
    return part.compareTo(LONGEST_SETTLING) < 0 ? part : LONGEST_SETTLING;
  }
}
