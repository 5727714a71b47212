package dev.sagas.cli.action;

import dev.sagas.cli.server.JsonFields;
import dev.sagas.cli.shared.TextInput;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.operate.query.Payloads;
import java.io.IOException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that send a payload: where its JSON is, and what schema it gets. */
final class PayloadOptions {
  /** More than any input of an orchestrator may have. */
  private static final int MAX_JSON_BYTES = 64 * 1024 * 1024;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "The payload as JSON in UTF-8 in this file; - for standard input.")
  private String file;

  @Option(
      names = "--schema-id",
      paramLabel = "ID",
      description =
          "The id of the schema to encode it with (default: the newest that is registered for the"
              + " record).")
  private @Nullable Integer schemaId;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  PayloadOptions() {}

  /** The payload as it was given; JSON of some kind. */
  String json() throws IOException {
    String json = TextInput.read(file, MAX_JSON_BYTES);
    if (JsonFields.parse(json).isMissingNode()) {
      throw new IOException("Expected JSON in " + file + ", but it is empty");
    }
    return json;
  }

  /** The payload, encoded as that record. */
  Bytes encode(Deployment deployment, String recordName) throws IOException {
    String json = TextInput.read(file, MAX_JSON_BYTES);
    try (Payloads payloads = Payloads.open(deployment)) {
      return payloads.encode(
          json,
          recordName,
          schemaId == null ? OptionalInt.empty() : OptionalInt.of(schemaId.intValue()));
    }
  }
}
