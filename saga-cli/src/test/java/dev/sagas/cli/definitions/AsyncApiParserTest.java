package dev.sagas.cli.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.cli.asyncapi.AsyncApiDocument;
import dev.sagas.cli.asyncapi.RecordSchemas;
import dev.sagas.cli.asyncapi.Side;
import dev.sagas.cli.definitions.DefinitionsAsyncApiCommand.DocumentFormat;
import dev.sagas.operate.query.PublishedSagaSamples;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.SagaOperation;
import dev.sagas.schema.SagaStartAnswer;
import dev.sagas.schema.SagaTransition;
import dev.sagas.serde.InMemoryRegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** AsyncAPI's own parser finds nothing wrong with the document. */
@Tag("interop")
class AsyncApiParserTest {
  private static final Path SOURCE = Path.of("src/test/asyncapi");
  private static final Path PROJECT = Path.of("target/asyncapi-check").toAbsolutePath();
  private static final long LIMIT_S = 120;

  @Test
  void shouldFindNoProblemInTheDocumentOfAnySide() throws Exception {
    // given
    install();
    AsyncApiDocument all = document();
    List<Path> files =
        List.of(
            written("all.yaml", all.json(), DocumentFormat.yaml),
            written("all.json", all.json(), DocumentFormat.json),
            written("client.yaml", all.of(Side.client).json(), DocumentFormat.yaml),
            written("stock.yaml", all.ofParticipant("stock").json(), DocumentFormat.yaml));

    // when
    List<String> command = new ArrayList<>(List.of("node", "check.js"));
    files.forEach(file -> command.add(file.toString()));
    Ran ran = run(command);

    // then
    assertThat(ran.exitCode()).as(ran.output()).isZero();
    List<String> lines = ran.output().lines().toList();
    assertThat(lines).hasSize(files.size());
    for (String line : lines) {
      JsonNode parsed = new ObjectMapper().readTree(line);
      assertThat(parsed.path("problems")).as(line).isEmpty();
      assertThat(parsed.path("version").asText()).isEqualTo("3.0.0");
    }
    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(first.path("messages")).hasSameSizeAs(all.json().at("/components/messages"));
    assertThat(first.path("operations")).hasSameSizeAs(all.json().path("operations"));
  }

  /** Skips the test, and says why, where AsyncAPI's parser cannot be installed. */
  private static void install() throws Exception {
    Ran node = run(List.of("node", "--version"));
    assumeTrue(node.exitCode() == 0, "Node.js is not on the path: " + node.output());
    Path lock = PROJECT.resolve("package-lock.json");
    boolean installed =
        Files.exists(PROJECT.resolve("node_modules/.package-lock.json"))
            && Files.exists(lock)
            && Files.mismatch(SOURCE.resolve("package-lock.json"), lock) < 0;
    for (String file : List.of("package.json", "package-lock.json", ".npmrc", "check.js")) {
      Files.copy(SOURCE.resolve(file), PROJECT.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (installed) {
      return;
    }
    Ran npm = run(List.of("npm", "ci", "--no-audit", "--no-fund"));
    assumeTrue(npm.exitCode() == 0, "npm ci could not install AsyncAPI's parser: " + npm.output());
  }

  private static AsyncApiDocument document() {
    InMemoryRegistryClient registry = new InMemoryRegistryClient();
    for (int id = 1; id < 9; id++) {
      registry.register("before-" + id, empty("Before" + id));
    }
    // The richest schema there is: unions, enums, maps, arrays and recursion.
    registry.register("data", SagaTransition.getClassSchema());
    for (Schema schema :
        List.of(SagaOperation.getClassSchema(), SagaStartAnswer.getClassSchema())) {
      registry.register(schema.getFullName(), schema);
    }
    return AsyncApiDocument.of(
        PublishedSagaSamples.order(), new TopicNames("shop."), new RecordSchemas(registry));
  }

  private static Schema empty(String name) {
    return SchemaBuilder.record(name).namespace("shop").fields().endRecord();
  }

  private static Path written(String name, ObjectNode document, DocumentFormat format)
      throws IOException {
    return Files.writeString(
        PROJECT.resolve(name), DefinitionsAsyncApiCommand.text(document, format));
  }

  private record Ran(int exitCode, String output) {}

  private static Ran run(List<String> command) throws InterruptedException {
    try {
      Path output = Files.createTempFile(Files.createDirectories(PROJECT), "run", ".log");
      Process process =
          new ProcessBuilder(command)
              .directory(PROJECT.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      return new Ran(process.exitValue(), Files.readString(output));
    } catch (IOException e) {
      return new Ran(-1, String.valueOf(e.getMessage()));
    }
  }
}
