package dev.sagas.samples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.orchestrator.definitions.DefinitionJar;
import dev.sagas.orchestrator.definitions.ProvedDefinitions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar of the samples' definitions, for an orchestrator that has no samples. */
class DefinitionsJarTest {
  /** What the build packs into the jar. */
  private static final Path CONTENT = Path.of("target", "definition-classes");

  private static final Path REGISTERED =
      Path.of("src/main/resources/META-INF/services/dev.sagas.definition.SagaDefinition");

  @TempDir private Path folder;
  private Path jar;
  private List<String> entries;

  @BeforeEach
  void pack() throws IOException {
    jar = folder.resolve("definitions.jar");
    entries = new ArrayList<>();
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(CONTENT)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = CONTENT.relativize(file).toString().replace('\\', '/');
        entries.add(name);
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }

  @Test
  void shouldRunEveryDefinitionOfTheSamples() throws IOException {
    try (DefinitionJar opened = DefinitionJar.open(jar)) {
      assertThat(opened.sagas())
          .extracting(DescribedSaga::definitionClass)
          .containsExactlyInAnyOrderElementsOf(Files.readAllLines(REGISTERED));
    }
  }

  @Test
  void shouldDecideEveryDefinitionOnItsPartitionsThread() {
    try (DefinitionJar opened = DefinitionJar.open(jar)) {
      // when
      ProvedDefinitions proved = ProvedDefinitions.of(opened.sagas());

      // then
      assertThat(opened.sagas())
          .allMatch(
              saga ->
                  proved.include(
                      saga.saga().type().value(), OptionalInt.of(saga.saga().version())));
    }
  }

  @Test
  void shouldHaveTheSchemasForParticipantsInOtherLanguages() {
    assertThat(entries)
        .contains("avro/order/OrderData.avsc", "avro/trip/TripData.avsc")
        .contains("dev/sagas/samples/schema/order/OrderData.class");
  }

  @Test
  void shouldLeaveTheServicesAndTheProtocolOut() {
    assertThat(entries)
        .isNotEmpty()
        .noneMatch(name -> name.matches(".*(Service|Command|Database)\\.class"))
        .noneMatch(name -> name.startsWith("dev/sagas/schema/"));
  }
}
