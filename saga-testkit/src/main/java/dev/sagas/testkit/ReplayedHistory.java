package dev.sagas.testkit;

import dev.sagas.definition.SagaDefinition;
import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.definitions.DescribedSaga;
import dev.sagas.engine.journal.CheckReport;
import dev.sagas.engine.journal.RecordedHistory;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.AvroTrust;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;

/**
 * Replays sagas that ran elsewhere, such as in production, with today's definitions.
 *
 * <ul>
 *   <li>The file is what {@code saga replay ID --export FILE} writes. It contains the sagas'
 *       payloads.
 *   <li>Every recorded input is decided again on the recorded state, at the recorded time. A saga
 *       is followed to the first decision that differs: in its events, or in the topic, key or
 *       content of a command. A different schema id, and a new field of the data with its default
 *       value, are not differences.
 *   <li>A saga is decided by the definition of its version, or by the newest one provided if that
 *       version is missing.
 *   <li>Needs no Kafka and no registry.
 * </ul>
 */
public final class ReplayedHistory {
  private final Path file;
  private final List<SagaDefinition<? extends SpecificRecord>> definitions;

  private ReplayedHistory(Path file, List<SagaDefinition<? extends SpecificRecord>> definitions) {
    this.file = file;
    this.definitions = List.copyOf(definitions);
  }

  /** The sagas of a file; it is read by {@link #shouldDecideAsRecorded}. */
  public static ReplayedHistory of(Path file) {
    return new ReplayedHistory(file, List.of());
  }

  /** The same with one more definition. */
  public ReplayedHistory with(SagaDefinition<? extends SpecificRecord> definition) {
    List<SagaDefinition<? extends SpecificRecord>> more = new ArrayList<>(definitions);
    more.add(definition);
    return new ReplayedHistory(file, more);
  }

  /**
   * Repeats every recorded decision.
   *
   * @throws AssertionError if one differs; the message shows the first of each saga, as recorded
   *     and as decided now. Also if nothing was decided, or not everything could be decided.
   * @throws UncheckedIOException if the file cannot be read, or is not as it was written
   * @throws dev.sagas.definition.InvalidDefinitionException if a definition cannot work
   */
  public void shouldDecideAsRecorded() {
    List<DescribedSaga> described = DeployedDefinitions.describe(definitions);
    described.forEach(saga -> AvroTrust.allow(MemoryDeployment.packagesOf(saga.saga())));
    RecordedHistory history = read();
    Map<String, Object> config = Map.of(RegistryClient.CLIENT_CONFIG, history.registry());
    try (AvroCodec codec = AvroCodec.create(config, SubjectStrategy.RECORD_NAME)) {
      DefinitionCatalog catalog =
          DeployedDefinitions.deploy(
              described, codec, history.topics(), Limits.ofDefaultConfig().payloads());
      Set<String> unknown = new TreeSet<>();
      history.types().stream()
          .filter(type -> catalog.newest(type).isEmpty())
          .forEach(type -> unknown.add(type.value()));
      if (!unknown.isEmpty()) {
        throw new AssertionError(
            "Expected a definition of each saga in " + file + ", but there is none of " + unknown);
      }
      requireSame(history.check(catalog), history.sagas().size());
    }
  }

  private RecordedHistory read() {
    try (InputStream in = Files.newInputStream(file)) {
      return RecordedHistory.read(in, String.valueOf(file.getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read " + file, e);
    }
  }

  private void requireSame(CheckReport report, int sagas) {
    if (!report.isClean()) {
      throw new AssertionError(
          "Expected the sagas in %s to be decided as recorded, but %s of %s are not:%s"
              .formatted(file, report.breakCount(), sagas, differences(report)));
    }
    if (report.counts().decisions() == 0 || report.counts().unchecked() > 0) {
      throw new AssertionError(
          "Expected to replay every saga in " + file + " again, but got " + report.counts());
    }
  }

  private static String differences(CheckReport report) {
    StringBuilder text = new StringBuilder();
    for (CheckReport.Break broken : report.breaks()) {
      text.append("\nsaga ").append(broken.saga()).append(", run ").append(broken.run());
      broken
          .difference()
          .ifPresent(
              difference -> difference.text().forEach(line -> text.append("\n  ").append(line)));
    }
    return text.toString();
  }
}
