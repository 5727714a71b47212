package dev.sagas.dev.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.artefact.JarBuilder;
import dev.sagas.schema.OutcomeKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The project in the guide to deploying definitions, on a broker. {@code -Dsaga.example.jar} names
 * the jar that its own build made, as {@code .ci/minimal-definition} does; without, the same
 * sources are compiled here.
 */
class MinimalDefinitionTest {
  private static final Path PROJECT = Path.of("..", "docs", "examples", "minimal-definition");

  @TempDir private Path dataDir;

  @Test
  void shouldCompleteWhenTheProjectsJarIsDeployed() throws Exception {
    // given
    Path folder = Files.createDirectories(dataDir.resolve("definitions"));
    putJarInto(folder);
    try (Cluster cluster = Cluster.start(dataDir)) {
      cluster.startInstance("a", folder);
      GenericRecord data = record("WelcomeData");
      data.put("customerId", "c-1");
      data.put("name", "Ada");

      // when
      cluster.send("welcome", "c-1", data);
      assertThat(cluster.decoded(cluster.command("post", "c-1")).get("text"))
          .hasToString("Dear Ada");
      GenericRecord sent = record("LetterSent");
      sent.put("letterId", "letter-7");
      cluster.succeed(cluster.command("post", "c-1"), sent);
      cluster.succeed(cluster.command("bank", "c-1"));

      // then
      assertThat(cluster.outcome("c-1")).isEqualTo(OutcomeKind.COMPLETED);
      assertThat(cluster.endData("c-1").get("letterId")).hasToString("letter-7");
      cluster.assertAuditClean();
    }
  }

  private static void putJarInto(Path folder) throws Exception {
    String built = System.getProperty("saga.example.jar", "");
    Path jar = folder.resolve("welcome.jar");
    if (built.isEmpty()) {
      JarBuilder.ofProject(PROJECT).write(jar);
    } else {
      Files.copy(Path.of(built), jar);
    }
  }

  private static GenericRecord record(String name) throws Exception {
    String text = Files.readString(PROJECT.resolve("src/main/avro").resolve(name + ".avsc"));
    return new GenericData.Record(new Schema.Parser().parse(text));
  }
}
