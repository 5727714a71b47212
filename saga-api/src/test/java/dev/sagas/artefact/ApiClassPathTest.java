package dev.sagas.artefact;

/** A participant or an author gets Kafka's and Avro's clients with the API, but no engine. */
class ApiClassPathTest extends LightClassPathContract {
  ApiClassPathTest() {
    super(
        "kafka-clients",
        and(
            TEST_LIBRARIES,
            "kafka_2.13",
            "kafka-streams",
            "rocksdbjni",
            "picocli",
            "javalin",
            "logback",
            "pcollections",
            "micrometer",
            "h2",
            "postgresql",
            "HikariCP",
            "saga-engine",
            "saga-testkit",
            "saga-objects",
            "saga-claims",
            "saga-operate",
            "saga-orchestrator",
            "saga-dev",
            "sample-"));
  }
}
