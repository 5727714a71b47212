package dev.sagas.samples.architecture;

import dev.sagas.artefact.LightClassPathContract;
import java.util.Set;

/**
 * What the samples and the launcher of this repository run with; {@code saga chaos} brings its own
 * PostgreSQL.
 */
class SamplesClassPathTest extends LightClassPathContract.OfDistribution {
  SamplesClassPathTest() {
    super(
        "saga-dev",
        Set.of(
            "junit",
            "assertj",
            "awaitility",
            "archunit",
            "testcontainers",
            "saga-testkit",
            "avro-compiler",
            "kafka-streams-test-utils",
            "debezium",
            "connect-"));
  }
}
