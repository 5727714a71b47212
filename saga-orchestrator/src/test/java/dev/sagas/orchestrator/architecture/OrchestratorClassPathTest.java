package dev.sagas.orchestrator.architecture;

import dev.sagas.artefact.LightClassPathContract;

/** The distribution has neither the samples and their databases nor a broker of its own. */
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
            "h2",
            "flyway",
            "HikariCP",
            "postgresql"));
  }
}
