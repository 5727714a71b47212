package dev.sagas.cli.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.cli.saga.SagaPage;
import dev.sagas.cli.shared.Printable;
import dev.sagas.cli.shared.Screen;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.engine.journal.Rebuilt;
import dev.sagas.engine.wire.CheckpointFile;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.json.SagaJson;
import dev.sagas.operate.query.Payloads;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Writes rebuilt runs, each as soon as it is available. */
interface StateWriter extends AutoCloseable {
  void write(Rebuilt run);

  @Override
  void close();

  /** A page for a single requested saga. */
  static StateWriter page(PrintWriter out, Optional<Payloads> payloads) {
    return textual(
        out,
        run -> {
          SagaPage.lines(SagaJson.node(run.detail(), Map.of()), Screen.of(System.getenv()))
              .forEach(out::println);
          payloads.ifPresent(
              decoder -> {
                out.println();
                out.println("Data");
                out.println(Json.text(data(decoder, run.detail())));
              });
        });
  }

  /** A line for each run, with columns as wide as most ids need. */
  static StateWriter rows(PrintWriter out) {
    out.println(row("ID", "RUN", "TYPE", "VERSION", "STATUS", "REVISION", "CHANGED", "WAITS FOR"));
    return textual(out, run -> out.println(row(run.state())));
  }

  private static String row(SagaState saga) {
    return row(
        saga.identity().id().value(),
        saga.identity().run().value(),
        saga.identity().type().value(),
        Integer.toString(saga.identity().version()),
        saga.status().name(),
        Long.toString(saga.chain().revision()),
        Instant.ofEpochMilli(saga.updatedAtMs()).toString(),
        WaitReasons.of(saga).stream()
            .map(reason -> Printable.of(reason.text()))
            .collect(Collectors.joining("; ")));
  }

  private static String row(String... cells) {
    return String.format(
            Locale.ROOT, "%-24s  %-12s  %-20s  %-7s  %-17s  %-8s  %-24s  %s", (Object[]) cells)
        .stripTrailing();
  }

  /** JSON: indented for one saga, one line each for several. */
  static StateWriter json(PrintWriter out, Optional<Payloads> payloads, boolean single) {
    return textual(
        out,
        run -> {
          ObjectNode json = node(run, payloads);
          out.println(single ? Json.text(json) : Json.line(json));
        });
  }

  /** The JSON of one run, with its data if that can be decoded. */
  static ObjectNode node(Rebuilt run, Optional<Payloads> payloads) {
    ObjectNode json = SagaJson.node(run.detail(), Map.of());
    json.put("entry", String.valueOf(run.position()));
    payloads.ifPresent(decoder -> json.set("data", data(decoder, run.detail())));
    return json;
  }

  private static JsonNode data(Payloads payloads, SagaState saga) {
    return saga.data().isEmpty() ? Json.object() : payloads.json(saga.data());
  }

  /** Checkpoints in an Avro object container file. */
  static StateWriter avro(OutputStream out) throws IOException {
    CheckpointFile file = CheckpointFile.begin(out);
    return new StateWriter() {
      @Override
      public void write(Rebuilt run) {
        try {
          file.add(run.state());
        } catch (IOException e) {
          throw new UncheckedIOException("Expected to write a state", e);
        }
      }

      @Override
      public void close() {
        try {
          file.close();
        } catch (IOException e) {
          throw new UncheckedIOException("Expected to finish the file of states", e);
        }
      }
    };
  }

  /** One that writes to {@code out}, which stays open. */
  private static StateWriter textual(PrintWriter out, Consumer<Rebuilt> line) {
    return new StateWriter() {
      @Override
      public void write(Rebuilt run) {
        line.accept(run);
      }

      @Override
      public void close() {
        out.flush();
      }
    };
  }
}
