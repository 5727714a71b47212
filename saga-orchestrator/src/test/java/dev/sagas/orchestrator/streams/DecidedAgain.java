package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.journal.CheckReport;
import dev.sagas.engine.journal.RecordedHistory;
import dev.sagas.engine.wire.HistoryFile;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;

/**
 * Decisions are deterministic: whatever the engine journaled, decided again from the journal alone,
 * comes out the same.
 */
final class DecidedAgain {
  private DecidedAgain() {}

  static void check(EngineDriver engine) {
    List<JournalEntry> entries = engine.journal();
    if (entries.isEmpty()) {
      return; // no saga began
    }
    CheckReport report = report(engine, entries);
    assertThat(report.breaks()).as("decisions that come out otherwise").isEmpty();
    long transitions = entries.stream().filter(entry -> entry.note().isEmpty()).count();
    assertThat(report.counts().decisions() + report.counts().skipped()).isEqualTo(transitions);
  }

  private static CheckReport report(EngineDriver engine, List<JournalEntry> entries) {
    List<byte[]> values =
        engine.sent(engine.topics.journal()).stream().map(TestRecord::value).toList();
    try {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      HistoryFile.write(HistoryFile.content("", values, entries, engine.registry), file);
      RecordedHistory history =
          RecordedHistory.read(new ByteArrayInputStream(file.toByteArray()), "journal");
      Map<String, Object> config = Map.of(RegistryClient.CLIENT_CONFIG, history.registry());
      try (AvroCodec codec =
          AvroCodec.create(engine.claims.in(config), SubjectStrategy.RECORD_NAME)) {
        return history.check(engine.deploy(codec));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail", e);
    }
  }
}
