package dev.sagas.engine.journal;

import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.wire.HistoryFile;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.RehearsalRegistry;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.TopicNames;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The journal of some sagas in a file, to be replayed without Kafka and without a registry.
 *
 * <ul>
 *   <li>An Avro object container file of {@code SagaTransition}, with the schemas of all payloads
 *       in its metadata. It contains the payloads themselves: protect it like the data.
 * </ul>
 */
public final class RecordedHistory {
  private final HistoryFile.Content content;
  private final RegistryClient registry;
  private final List<ReadEntry> entries;

  private RecordedHistory(
      HistoryFile.Content content, RegistryClient registry, List<ReadEntry> entries) {
    this.content = content;
    this.registry = registry;
    this.entries = List.copyOf(entries);
  }

  /**
   * Writes the journal of sagas, all their runs; closes the stream.
   *
   * @throws NotRebuildableException if the journal does not contain one of them, or no longer the
   *     beginning of a run
   * @throws DeploymentException if the cluster or the registry cannot be reached, or there is no
   *     journal
   * @throws IOException if the file cannot be written
   */
  public static void export(Deployment config, Set<SagaId> sagas, OutputStream out)
      throws IOException {
    List<ReadEntry> read = new ArrayList<>();
    List<byte[]> values = new ArrayList<>();
    JournalReader reader = new JournalReader(config).keeping(values);
    reader.read(
        new JournalReader.Part(sagas, OptionalInt.empty(), sagas::contains),
        read::add,
        (records, of) -> {});
    requireWhole(sagas, read);
    try (AvroCodec codec = AvroCodec.create(config.client(), SubjectStrategy.TOPIC_NAME)) {
      HistoryFile.write(
          HistoryFile.content(
              config.topics().prefix(),
              values,
              read.stream().map(ReadEntry::entry).toList(),
              codec.registry()),
          out);
    }
  }

  private static void requireWhole(Set<SagaId> sagas, List<ReadEntry> read) {
    Set<SagaId> missing = new TreeSet<>(sagas);
    read.forEach(entry -> missing.remove(entry.key().saga()));
    if (!missing.isEmpty()) {
      throw new NotRebuildableException("The journal has no entry of " + missing);
    }
    ReplayFold fold =
        new ReplayFold(
            ReplayQuery.all(),
            new ReplayListener() {
              @Override
              public void rebuilt(Rebuilt run) {
                // Whole.
              }

              @Override
              public void unbuildable(Unbuildable run) {
                throw new NotRebuildableException(run.reason());
              }
            });
    read.forEach(fold::accept);
    fold.finish(saga -> new JournalBegin(0, 0, true));
  }

  /**
   * Reads a file.
   *
   * @param name for messages
   * @throws IOException if it is no such file, or not as it was written
   */
  public static RecordedHistory read(InputStream in, String name) throws IOException {
    HistoryFile.Content content = HistoryFile.read(in);
    RegistryClient registry = RehearsalRegistry.of(content.schemas());
    TopicNames topics = new TopicNames(content.prefix());
    List<ReadEntry> entries = new ArrayList<>();
    try (AvroCodec codec = AvroCodec.create(config(registry), SubjectStrategy.TOPIC_NAME)) {
      JournalCodec journal = new JournalCodec(codec, topics.journal());
      for (byte[] value : content.values()) {
        JournalEntry entry = journal.decode(value);
        entries.add(ReadEntry.of(new Position(name, 0, entries.size()), entry, value));
      }
    }
    Optional<ReadEntry> damaged =
        entries.stream().filter(entry -> !entry.ownHashHolds()).findFirst();
    if (damaged.isPresent()) {
      throw new IOException(
          "Expected a history as it was written, but record %s of %s does not match its hash"
              .formatted(damaged.get().position().offset(), name));
    }
    return new RecordedHistory(content, registry, entries);
  }

  private static Map<String, Object> config(RegistryClient registry) {
    return Map.of(RegistryClient.CLIENT_CONFIG, registry);
  }

  /** The topics of the deployment that it was recorded in. */
  public TopicNames topics() {
    return new TopicNames(content.prefix());
  }

  /**
   * The registry to deploy definitions over that are to be checked: it knows the recorded schemas
   * by their ids.
   */
  public RegistryClient registry() {
    return registry;
  }

  /** The sagas in it, in alphabetical order. */
  public Set<SagaId> sagas() {
    return entries.stream()
        .map(entry -> entry.key().saga())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The types of the sagas in it. */
  public Set<SagaType> types() {
    return entries.stream()
        .map(entry -> entry.entry().identity().type())
        .collect(Collectors.toSet());
  }

  /**
   * Repeats every decision. A version that the definitions do not have is decided by their newest.
   *
   * @param catalog deployed with a codec over {@link #registry()}
   */
  public CheckReport check(DefinitionCatalog catalog) {
    Census census = new Census(CheckOptions.DEFAULT);
    entries.forEach(census::accept);
    try (AvroCodec codec = AvroCodec.create(config(registry), SubjectStrategy.RECORD_NAME)) {
      RunCheck check =
          DefinitionCheck.check(
              codec, topics(), PretendedVersion.newest(catalog, false), census.live());
      entries.forEach(check::accept);
      return check.report();
    }
  }
}
