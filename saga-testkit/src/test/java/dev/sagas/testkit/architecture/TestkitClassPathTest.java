package dev.sagas.testkit.architecture;

import dev.sagas.artefact.LightClassPathContract;
import java.util.Set;

/** The tests of an author need no broker, no state store and no command line; JUnit they have. */
class TestkitClassPathTest extends LightClassPathContract {
  TestkitClassPathTest() {
    super(
        "saga-engine",
        Set.of(
            "kafka_2.13",
            "kafka-streams",
            "rocksdbjni",
            "picocli",
            "javalin",
            "logback",
            "saga-operate",
            "saga-orchestrator",
            "saga-dev",
            "sample-"));
  }
}
