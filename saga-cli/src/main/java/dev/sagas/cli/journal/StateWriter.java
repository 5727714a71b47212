package dev.sagas.cli.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.cli.saga.SagaPage;
import dev.sagas.cli.saga.WaitWords;
import dev.sagas.cli.shared.Paragraphs;
import dev.sagas.cli.shared.Screen;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.journal.Rebuilt;
import dev.sagas.engine.wire.CheckpointFile;
import dev.sagas.index.live.LivePage;
import dev.sagas.index.live.LiveSaga;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.json.LiveSagaJson;
import dev.sagas.operate.json.SagaJson;
import dev.sagas.operate.query.Payloads;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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

  /** Two lines for each run, with columns as wide as most ids need. */
  static StateWriter rows(PrintWriter out, Screen screen) {
    return textual(out, run -> row(run.state(), screen).forEach(out::println));
  }

  /** Which saga and its status; below it, how far it is and what it waits for. */
  static List<String> row(SagaState saga, Screen screen) {
    List<String> lines = new ArrayList<>();
    String definition = saga.identity().type() + " version " + saga.identity().version();
    lines.add(
        String.format(
            Locale.ROOT, "%-24s  %-30s  %s", saga.identity().id(), definition, saga.status()));
    LiveSaga live = LiveSaga.of(saga);
    List<String> words = new ArrayList<>();
    LiveSagaJson.node(new LivePage.Row(0, live.sinceMs(), live))
        .path("waitsFor")
        .forEach(wait -> words.add(WaitWords.of(wait, screen)));
    String waits = String.join("; ", words);
    String where =
        "run %s at revision %s, changed %s%s"
            .formatted(
                saga.identity().run(),
                saga.chain().revision(),
                screen.time(saga.updatedAtMs()),
                waits.isEmpty() ? "" : ": " + waits);
    lines.addAll(Paragraphs.wrapped(where, "    ", screen.columns()));
    return lines;
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
