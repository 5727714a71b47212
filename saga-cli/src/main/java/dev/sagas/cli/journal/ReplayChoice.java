package dev.sagas.cli.journal;

import dev.sagas.cli.shared.TextInput;
import dev.sagas.engine.journal.ReplayPoint;
import dev.sagas.engine.journal.ReplayQuery;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options that say which sagas are replayed, and up to where. */
final class ReplayChoice {
  /** Use type or status to select more sagas than this. */
  private static final int MAX_IDS = 100_000;

  private static final int MAX_LIST_BYTES = 32 * 1024 * 1024;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "The sagas.")
  private List<SagaId> sagas = List.of();

  @Option(
      names = "--ids-file",
      paramLabel = "FILE",
      description = "Further sagas: one id per line of this file; - for standard input.")
  private @Nullable String idsFile;

  @Option(names = "--all", description = "Every run of every saga.")
  private boolean all;

  @Option(names = "--type", paramLabel = "TYPE", description = "Only sagas of this type.")
  private @Nullable SagaType type;

  @Option(
      names = "--status",
      split = ",",
      paramLabel = "STATUS",
      description = "Only runs with this status: ${COMPLETION-CANDIDATES}.")
  private List<SagaStatus> statuses = List.of();

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "This run (default: with an ID the newest, else every run).")
  private @Nullable RunId run;

  @ArgGroup(exclusive = true)
  private @Nullable When when;

  /** Created by picocli, which sets the options. */
  ReplayChoice() {}

  /** At most one of these. */
  static final class When {
    @Option(
        names = "--at",
        paramLabel = "INSTANT",
        description =
            "The state at this time, such as 2026-11-21T17:00:00Z (default: the "
                + "current state).")
    private @Nullable Instant at;

    @Option(
        names = "--revision",
        paramLabel = "NUMBER",
        description = "The state after this transition, counted from 1; with an ID.")
    private @Nullable Long revision;

    @Option(
        names = "--offset",
        paramLabel = "[PARTITION:]OFFSET",
        description =
            "The state after this record of the journal; without an ID the partition must be "
                + "named, and only it is read.")
    private @Nullable String offset;

    /** Created by picocli, which sets the options. */
    When() {}
  }

  /** Where a journal is cut; the partition only if it was named. */
  private record Cut(Optional<ReplayPoint> point, OptionalInt partition) {
    static final Cut NONE = new Cut(Optional.empty(), OptionalInt.empty());

    static Cut at(ReplayPoint point, OptionalInt partition) {
      return new Cut(Optional.of(point), partition);
    }
  }

  /** The requested selection. */
  ReplayQuery query() throws IOException {
    List<SagaId> ids = ids();
    boolean several = all || type != null || !statuses.isEmpty();
    if (ids.isEmpty() && !several) {
      throw new IllegalArgumentException(
          "Expected an ID, --ids-file, --type, --status or --all to say which sagas to replay");
    }
    if (!ids.isEmpty() && all) {
      throw new IllegalArgumentException("Expected either IDs or --all, but got both");
    }
    Cut cut = cut();
    boolean offset = cut.point().filter(at -> at.kind() == ReplayPoint.Kind.OFFSET).isPresent();
    if (offset && cut.partition().isEmpty() && ids.size() != 1) {
      throw new IllegalArgumentException(
          "Expected --offset PARTITION:OFFSET, because there is no single ID that determines "
              + "the partition");
    }
    return (ids.isEmpty() ? ReplayQuery.all() : ReplayQuery.of(ids))
        .ofType(Optional.ofNullable(type))
        .with(new HashSet<>(statuses))
        .ofRun(Optional.ofNullable(run))
        .in(cut.partition())
        .upTo(cut.point());
  }

  /** The single saga that was named, for options that need one. */
  SagaId single(String forWhat) throws IOException {
    List<SagaId> ids = ids();
    if (ids.size() != 1) {
      throw new IllegalArgumentException("Expected one ID with " + forWhat);
    }
    return ids.get(0);
  }

  /** The sagas that were named, for options that need their ids. */
  Set<SagaId> ids(String forWhat) throws IOException {
    Set<SagaId> ids = new LinkedHashSet<>(ids());
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one ID with " + forWhat);
    }
    return ids;
  }

  Optional<RunId> run() {
    return Optional.ofNullable(run);
  }

  /** True if a single saga was named, so that a full page is printed. */
  boolean isSingle() {
    return sagas.size() == 1 && idsFile == null;
  }

  private Cut cut() {
    if (when == null) {
      return Cut.NONE;
    }
    if (when.at != null) {
      return Cut.at(ReplayPoint.at(when.at), OptionalInt.empty());
    }
    if (when.revision != null) {
      return Cut.at(ReplayPoint.revision(when.revision), OptionalInt.empty());
    }
    return when.offset == null ? Cut.NONE : offset(when.offset);
  }

  private static Cut offset(String text) {
    if (!text.matches("(\\d{1,9}:)?\\d{1,18}")) {
      throw new IllegalArgumentException(
          "Expected an offset such as 17, or 0:17 with its partition, but got " + text);
    }
    int colon = text.indexOf(':');
    return Cut.at(
        ReplayPoint.offset(Long.parseLong(text.substring(colon + 1))),
        colon < 0
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(text.substring(0, colon))));
  }

  private List<SagaId> ids() throws IOException {
    List<SagaId> ids = new ArrayList<>(sagas);
    if (idsFile != null) {
      lines(idsFile)
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .map(SagaId::new)
          .forEach(ids::add);
    }
    if (ids.size() > MAX_IDS) {
      throw new IllegalArgumentException(
          "Expected at most " + MAX_IDS + " ids, but got " + ids.size());
    }
    return ids;
  }

  private static Stream<String> lines(String file) throws IOException {
    return TextInput.read(file, MAX_LIST_BYTES).lines();
  }
}
