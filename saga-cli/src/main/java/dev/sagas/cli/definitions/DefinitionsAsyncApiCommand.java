package dev.sagas.cli.definitions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sagas.cli.asyncapi.AsyncApiDocument;
import dev.sagas.cli.asyncapi.RecordSchemas;
import dev.sagas.cli.asyncapi.Side;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.serde.RegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Describes a published definition for AsyncAPI's tools; changes nothing. */
@Command(
    name = "asyncapi",
    description = {
      "Writes an AsyncAPI 3.0 document of a version of a definition: its topics, their records with"
          + " Avro schemas and headers, and what clients, participants and the orchestrator send and"
          + " receive. It names no servers.",
      "Exit code: 0 done, 1 no such definition, 2 could not be done."
    })
final class DefinitionsAsyncApiCommand implements Callable<Integer> {
  /** How the document is written. */
  enum DocumentFormat {
    yaml,
    json
  }

  @Mixin private OneDefinition definition;

  @Option(
      names = "--side",
      paramLabel = "SIDE",
      description =
          "Only what this side sends and receives: ${COMPLETION-CANDIDATES} (default: all sides).")
  private @Nullable Side side;

  @Option(
      names = "--participant",
      paramLabel = "NAME",
      description = "Only what this participant receives and answers.")
  private @Nullable String participant;

  @Option(
      names = "--output",
      defaultValue = "yaml",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private DocumentFormat output;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the fields. */
  @SuppressWarnings("NullAway.Init")
  DefinitionsAsyncApiCommand() {}

  @Override
  public Integer call() throws IOException {
    if (participant != null && side != null && side != Side.participant) {
      throw new ParameterException(
          spec.commandLine(), "Expected --participant alone, or with --side participant");
    }
    Deployment deployment = definition.deployment();
    PublishedSaga saga = definition.read();
    RecordSchemas schemas = new RecordSchemas(RegistryClient.connect(deployment.client()));
    AsyncApiDocument all = AsyncApiDocument.of(saga, deployment.topics(), schemas);
    PrintWriter out = spec.commandLine().getOut();
    out.println(text(chosen(all).json(), output));
    out.flush();
    return 0;
  }

  private AsyncApiDocument chosen(AsyncApiDocument all) {
    if (participant != null) {
      try {
        return all.ofParticipant(participant);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
      }
    }
    return side == null ? all : all.of(side);
  }

  /** The document as it is written. */
  static String text(ObjectNode document, DocumentFormat format) throws JsonProcessingException {
    return switch (format) {
      case json -> Json.text(document);
      case yaml ->
          YAMLMapper.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .build()
              .writeValueAsString(document)
              .stripTrailing();
    };
  }
}
