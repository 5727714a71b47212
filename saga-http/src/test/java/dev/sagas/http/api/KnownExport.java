package dev.sagas.http.api;

import dev.sagas.index.exported.ExportState;
import dev.sagas.index.exported.ExportUnavailableException;
import dev.sagas.index.exported.ExportedCursor;
import dev.sagas.index.exported.ExportedDay;
import dev.sagas.index.exported.ExportedEvent;
import dev.sagas.index.exported.ExportedFilter;
import dev.sagas.index.exported.ExportedPage;
import dev.sagas.index.exported.ExportedSaga;
import dev.sagas.index.exported.ExportedSagas;
import dev.sagas.index.live.DefinitionVersion;
import dev.sagas.index.live.LiveSaga;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** An export that has one ended saga, and remembers what it was asked. */
final class KnownExport implements ExportedSagas {
  static final String DATA = "{\"city\":\"Wien\",\"card\":{\"number\":\"***\",\"city\":\"Graz\"}}";
  static final RunId RUN = new RunId("0123456789ab");

  final List<ExportedFilter> asked = new ArrayList<>();
  final List<ExportedPage.Bounds> bounds = new ArrayList<>();
  private final boolean isAway;

  KnownExport(boolean isAway) {
    this.isAway = isAway;
  }

  private void requireAnswer() {
    if (isAway) {
      throw new ExportUnavailableException("Expected the database to answer", new AssertionError());
    }
  }

  private static ExportedPage.Row row() {
    return new ExportedPage.Row(
        new LiveSaga(
            new SagaId("gone-1"),
            new DefinitionVersion(new SagaType("order"), 3),
            SagaStatus.COMPENSATED,
            9,
            1_000,
            2_000,
            Map.of("shop", "7"),
            List.of()),
        RUN,
        OptionalLong.of(2_000));
  }

  @Override
  public ExportedPage list(ExportedFilter filter, ExportedPage.Bounds page) {
    requireAnswer();
    asked.add(filter);
    bounds.add(page);
    return new ExportedPage(
        List.of(row()), Optional.of(new ExportedCursor(2_000, new SagaId("gone-1"), RUN)));
  }

  @Override
  public Optional<ExportedSaga> find(SagaId saga) {
    requireAnswer();
    return saga.value().equals("gone-1")
        ? Optional.of(
            new ExportedSaga(
                row(),
                Optional.of("ada"),
                OptionalLong.empty(),
                new ExportedSaga.Payload("shop.Order", Optional.of(DATA)),
                Optional.of(new ExportedSaga.Unwind(Optional.of("ship"), "NO_ROOM", "full")),
                List.of(
                    new ExportedSaga.Step(
                        "ship",
                        "OUTCOME_UNKNOWN",
                        Optional.of("shipping"),
                        1,
                        2,
                        OptionalLong.of(1),
                        1_500)),
                List.of()))
        : Optional.empty();
  }

  @Override
  public List<ExportedEvent> history(SagaId saga, RunId run) {
    requireAnswer();
    return List.of(
        new ExportedEvent(2_000, ExportedEvent.Kind.ENDED, "ended: compensated", Optional.empty()),
        new ExportedEvent(1_000, ExportedEvent.Kind.STARTED, "started", Optional.of("ada")));
  }

  @Override
  public List<ExportedDay> days(Optional<SagaType> type, LocalDate from) {
    requireAnswer();
    return List.of(new ExportedDay(from, 5, Map.of(SagaStatus.COMPLETED, 4L)));
  }

  @Override
  public ExportState state() {
    return isAway
        ? ExportState.unknown("Expected the database to answer")
        : new ExportState(OptionalLong.of(1_000), Set.of(0), Optional.empty());
  }

  @Override
  public void close() {}
}
