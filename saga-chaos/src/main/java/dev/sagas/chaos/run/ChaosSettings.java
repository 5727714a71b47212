package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.OrchestratorGroup;
import dev.sagas.chaos.fault.FaultSelection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run does.
 *
 * @param seed of definitions, load and faults
 * @param duration of load and faults
 * @param faults that may be injected
 * @param sagasPerSecond that are started
 * @param orchestrators how many, and how they share the work
 * @param settleLimit how long the sagas may take to end after the last fault
 * @param earlierBuild whose orchestrators run until the fault that upgrades them; empty for this
 * @param directory of all data and logs
 */
record ChaosSettings(
    long seed,
    Duration duration,
    FaultSelection faults,
    double sagasPerSecond,
    OrchestratorGroup orchestrators,
    Duration settleLimit,
    Optional<Path> earlierBuild,
    Path directory) {}
