package dev.sagas.chaos.run;

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
 * @param orchestrators how many
 * @param standbys of their stores
 * @param areNamed whether orchestrators keep their places in the group
 * @param settleLimit how long the sagas may take to end after the last fault
 * @param earlierBuild whose orchestrators run until the fault that upgrades them; empty for this
 * @param directory of all data and logs
 */
record ChaosSettings(
    long seed,
    Duration duration,
    FaultSelection faults,
    double sagasPerSecond,
    int orchestrators,
    int standbys,
    boolean areNamed,
    Duration settleLimit,
    Optional<Path> earlierBuild,
    Path directory) {}
