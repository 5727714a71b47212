package dev.sagas.samples.architecture;

import dev.sagas.artefact.LightClassPathContract;

/** What the samples and the launcher of this repository run with. */
class SamplesClassPathTest extends LightClassPathContract.OfDistribution {
  SamplesClassPathTest() {
    super(
        "saga-dev",
        and(
            TEST_LIBRARIES,
            "saga-testkit",
            "avro-compiler",
            "kafka-streams-test-utils",
            "debezium",
            "connect-"));
  }
}
