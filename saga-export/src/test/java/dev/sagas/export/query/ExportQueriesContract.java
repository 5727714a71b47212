package dev.sagas.export.query;

import static dev.sagas.export.query.Selections.filter;
import static dev.sagas.export.query.Selections.has;
import static dev.sagas.export.query.Selections.labelled;
import static dev.sagas.export.query.Selections.named;
import static dev.sagas.export.query.Selections.text;
import static dev.sagas.export.query.Selections.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.index.exported.ExportConnector;
import dev.sagas.index.exported.ExportState;
import dev.sagas.index.exported.ExportedCursor;
import dev.sagas.index.exported.ExportedDay;
import dev.sagas.index.exported.ExportedEvent;
import dev.sagas.index.exported.ExportedFilter;
import dev.sagas.index.exported.ExportedOrder;
import dev.sagas.index.exported.ExportedPage;
import dev.sagas.index.exported.ExportedSaga;
import dev.sagas.index.live.LiveFilter;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be asked, of each database. */
abstract class ExportQueriesContract {
  private static final long DAY_1 = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();
  private static final long DAY_2 = Instant.parse("2026-11-02T00:00:00Z").toEpochMilli();
  private static final Map<String, String> NO_LABELS = Map.of();

  private static ExportedTables tables;
  private static ExportQueries queries;

  /** Once, because migrations take a second. */
  static void open(ExportConnector.Address address) throws SQLException {
    tables = new ExportedTables(address);
    queries = ExportQueries.open(address, Optional::empty);
  }

  @AfterAll
  static void close() throws SQLException {
    queries.close();
    tables.close();
  }

  /** Where the database is. */
  abstract ExportConnector.Address address(String schema);

  /** Whether it knows paths in JSON. */
  abstract boolean knowsPaths();

  @BeforeEach
  void clear() throws SQLException {
    tables.clear();
  }

  private List<String> ids(ExportedFilter filter) {
    ExportedOrder order = ExportedOrder.ID;
    return queries
        .list(filter, new ExportedPage.Bounds(order, Optional.empty(), 1_000))
        .rows()
        .stream()
        .map(row -> row.saga().id().value())
        .toList();
  }

  private void add(String id, String status, long startedAtMs, long updatedAtMs)
      throws SQLException {
    tables.add(ExportedTables.Run.of(id, status, startedAtMs, updatedAtMs), NO_LABELS, "{}");
  }

  private void addThree() throws SQLException {
    add("a_1", "COMPLETED", 1_000, 5_000);
    add("a.2", "COMPENSATED", 2_000, 6_000);
    add("ab3", "RUNNING", 3_000, 7_000);
    tables.execute(
        "INSERT INTO attempts (saga_id, run, step, action, epoch, attempt, participant)"
            + " VALUES ('a.2', '0000000007d0', 'charge', 'EXECUTE', 1, 1, 'payments')");
    tables.execute(
        "INSERT INTO steps (saga_id, run, step, status, epoch, attempt, since)"
            + " VALUES ('a.2', '0000000007d0', 'charge', 'COMPENSATED', 1, 1, ?)",
        Instant.EPOCH);
    tables.execute(
        "INSERT INTO incidents (saga_id, run, incident_id, code)"
            + " VALUES ('a_1', '0000000003e8', 'i-1', 'UNDO_FAILED')");
  }

  @Test
  void shouldSelectByWhatRunsAre() throws SQLException {
    // given
    addThree();

    // then
    assertThat(ids(filter(LiveFilter.ALL))).containsExactlyInAnyOrder("a_1", "a.2", "ab3");
    assertThat(ids(ExportedFilter.allEnded())).containsExactlyInAnyOrder("a_1", "a.2");
    assertThat(ids(filter(named("a_", Optional.empty(), Set.of())))).containsExactly("a_1");
    assertThat(ids(filter(named("", Optional.of(new SagaType("trip")), Set.of())))).isEmpty();
    assertThat(ids(filter(named("", Optional.empty(), Set.of(SagaStatus.COMPENSATED)))))
        .containsExactly("a.2");
    LiveFilter between =
        new LiveFilter(
            "",
            Optional.empty(),
            OptionalInt.of(3),
            Set.of(),
            LiveFilter.Waiting.ANY,
            new LiveFilter.Between(OptionalLong.of(2_000), OptionalLong.of(3_000)),
            Map.of());
    assertThat(ids(filter(between))).containsExactly("a.2");
  }

  @Test
  void shouldSelectByWhatRunsHadAndWaitFor() throws SQLException {
    // given
    addThree();
    Optional<String> none = Optional.empty();
    Optional<WaitReason.Kind> any = Optional.empty();
    Optional<StepName> noStep = Optional.empty();
    Optional<StepName> charge = Optional.of(new StepName("charge"));
    OptionalLong ever = OptionalLong.empty();

    // then
    assertThat(
            ids(
                filter(
                    waiting(
                        new LiveFilter.Waiting(any, Optional.of("payments"), charge, none, ever)))))
        .containsExactly("a.2");
    assertThat(
            ids(
                filter(
                    waiting(
                        new LiveFilter.Waiting(
                            any, none, noStep, Optional.of("UNDO_FAILED"), ever)))))
        .containsExactly("a_1");
    assertThat(
            ids(
                filter(
                    waiting(
                        new LiveFilter.Waiting(any, none, noStep, none, OptionalLong.of(5_500))))))
        .containsExactly("a_1");
    assertThat(
            ids(
                filter(
                    waiting(
                        new LiveFilter.Waiting(
                            Optional.of(WaitReason.Kind.REPLY), none, noStep, none, ever)))))
        .containsExactly("ab3");
  }

  @ParameterizedTest
  @EnumSource(ExportedOrder.class)
  void shouldHaveEachRunOnExactlyOnePage(ExportedOrder order) throws SQLException {
    // given: many at the same time
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String id = "o-" + random.nextInt(1_000) + "-" + i;
      add(id, "COMPLETED", 1_000 + random.nextInt(3), 5_000 + random.nextInt(3));
      all.add(id);
    }

    // when
    List<String> listed = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    Optional<ExportedCursor> next = Optional.empty();
    do {
      ExportedPage page =
          queries.list(ExportedFilter.allEnded(), new ExportedPage.Bounds(order, next, 7));
      for (ExportedPage.Row row : page.rows()) {
        listed.add(row.saga().id().value());
        times.add(
            order == ExportedOrder.ENDED ? row.endedAtMs().orElse(0) : row.saga().startedAtMs());
      }
      next = page.next().map(ExportedCursor::text).map(ExportedCursor::parse);
    } while (next.isPresent() && listed.size() <= all.size());

    // then
    assertThat(listed).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(all);
    if (order != ExportedOrder.ID) {
      assertThat(times)
          .as("seed %s", seed)
          .isSortedAccordingTo((one, other) -> Long.compare(other, one));
    }
  }

  @Test
  void shouldFindByDataLabelsAndText() throws SQLException {
    // given
    String ada =
        "{\"customer\":{\"name\":\"Ada \\\"L\\\"\"},\"lines\":[{\"price\":42},{\"price\":7}],\"paid\":true}";
    tables.add(ExportedTables.Run.of("o-1", "COMPLETED", 1, 2), Map.of("shop", "7"), ada);
    tables.add(
        ExportedTables.Run.of("o-2", "RUNNING", 3, 4),
        Map.of("shop", "8", "note", "50% off"),
        "{\"customer\":{\"name\":\"' OR 1=1 --\"},\"lines\":[]}");
    tables.add(ExportedTables.Run.of("O-3", "COMPLETED", 5, 6), Map.of(), "{\"customer\":null}");

    // then
    assertThat(ids(has("customer.name=Ada \"L\""))).containsExactly("o-1");
    assertThat(ids(has("customer.name=' OR 1=1 --"))).containsExactly("o-2");
    assertThat(ids(has("customer.name=x' OR 'x'='x"))).isEmpty();
    assertThat(ids(has("lines.price=42"))).containsExactly("o-1");
    assertThat(ids(has("lines.price=8"))).isEmpty();
    assertThat(ids(has("paid=true"))).containsExactly("o-1");
    assertThat(ids(has("customer=null"))).containsExactly("O-3");
    assertThat(ids(has("nothing=null"))).isEmpty();
    assertThat(ids(labelled(Map.of("shop", "8")))).containsExactly("o-2");
    assertThat(ids(labelled(Map.of("shop", "8", "note", "no")))).isEmpty();
    assertThat(ids(text("o-"))).containsExactlyInAnyOrder("o-1", "o-2", "O-3");
    assertThat(ids(text("50% "))).containsExactly("o-2");
    assertThat(ids(text("50_"))).isEmpty();
    assertThat(ids(text("SHOP"))).containsExactlyInAnyOrder("o-1", "o-2");
  }

  @Test
  void shouldFindByAJsonPathIfTheDatabaseKnowsThem() throws SQLException {
    // given
    tables.add(
        ExportedTables.Run.of("o-1", "COMPLETED", 1, 2), NO_LABELS, "{\"lines\":[{\"price\":42}]}");

    // then
    ExportedFilter dear = has("$.lines[*] ? (@.price > 40)");
    if (knowsPaths()) {
      assertThat(ids(dear)).containsExactly("o-1");
      assertThat(ids(has("$.lines[*] ? (@.price > 50)"))).isEmpty();
      assertThatThrownBy(() -> ids(has("$.lines[")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Expected a JSON path");
    } else {
      assertThatThrownBy(() -> ids(dear))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("customer.name=Ada");
    }
  }

  @Test
  void shouldGiveTheNewestRunAndItsHistory() throws SQLException {
    // given
    add("o-1", "COMPLETED", 1_000, 2_000);
    tables.add(
        ExportedTables.Run.of("o-1", "COMPENSATED", 5_000, 9_000),
        Map.of("shop", "7"),
        "{\"a\":1}");
    String run = "000000001388";
    tables.execute(
        "UPDATE sagas SET unwind_step = 'ship', unwind_code = 'NO_ROOM', unwind_message = 'full', requested_by = 'ada' WHERE run = ?",
        run);
    tables.execute(
        "INSERT INTO steps (saga_id, run, step, status, target, epoch, attempt, effect_order, since) VALUES ('o-1', ?, 'ship', 'REJECTED', 'shipping', 1, 2, NULL, ?)",
        run,
        Instant.ofEpochMilli(6_000));
    tables.execute(
        "INSERT INTO attempts (saga_id, run, step, action, epoch, attempt, participant, sent_at, settled_at, answer, code, message) VALUES ('o-1', ?, 'ship', 'EXECUTE', 1, 2, 'shipping', ?, ?, 'REJECTED', 'NO_ROOM', 'full')",
        run,
        Instant.ofEpochMilli(6_000),
        Instant.ofEpochMilli(7_000));
    tables.execute(
        "INSERT INTO operations (saga_id, run, revision, operation_id, kind, actor, reason, applied_at) VALUES ('o-1', ?, 4, 'op', 'CANCEL', 'bob', 'late', ?)",
        run,
        Instant.ofEpochMilli(8_000));

    // when
    ExportedSaga found = queries.find(new SagaId("o-1")).orElseThrow();
    List<ExportedEvent> history = queries.history(new SagaId("o-1"), new RunId(run));

    // then
    assertThat(found.row().run()).hasToString(run);
    assertThat(found.row().endedAtMs()).hasValue(9_000);
    assertThat(found.row().saga().labels()).containsOnly(Map.entry("shop", "7"));
    assertThat(found.requestedBy()).contains("ada");
    assertThat(found.unwind())
        .contains(new ExportedSaga.Unwind(Optional.of("ship"), "NO_ROOM", "full"));
    assertThat(found.data().json().orElseThrow()).contains("\"a\"");
    assertThat(found.steps()).extracting(ExportedSaga.Step::status).containsExactly("REJECTED");
    assertThat(history)
        .extracting(ExportedEvent::text)
        .containsExactly(
            "ended: compensated",
            "cancel: late",
            "execute ship, attempt 2: rejected, NO_ROOM (full)",
            "command to shipping: execute ship, attempt 2",
            "started");
    assertThat(history.get(1).actor()).contains("bob");
    assertThat(queries.find(new SagaId("none"))).isEmpty();
  }

  @Test
  void shouldCountDays() throws SQLException {
    // given
    add("o-1", "COMPLETED", DAY_1 - 1, DAY_1);
    add("o-2", "COMPLETED", DAY_1, DAY_2);
    add("o-3", "COMPENSATED", DAY_1 + 5, DAY_2 - 1);
    add("o-4", "RUNNING", DAY_2, DAY_2);

    // when
    List<ExportedDay> days =
        queries.days(Optional.of(new SagaType("order")), LocalDate.parse("2026-11-01"));

    // then
    assertThat(days)
        .containsExactly(
            new ExportedDay(LocalDate.parse("2026-11-02"), 1, Map.of(SagaStatus.COMPLETED, 1L)),
            new ExportedDay(
                LocalDate.parse("2026-11-01"),
                2,
                Map.of(SagaStatus.COMPLETED, 1L, SagaStatus.COMPENSATED, 1L)));
    assertThat(queries.days(Optional.of(new SagaType("trip")), LocalDate.parse("2026-11-01")))
        .isEmpty();
  }

  @Test
  void shouldSayHowFarTheExportIs() throws SQLException {
    // given
    String insert =
        "INSERT INTO export_positions (partition_number, next_offset, entry_at, whole_at, exported_at) VALUES (?, 5, ?, ?, ?)";
    tables.execute(
        insert, 0, Instant.ofEpochMilli(1_000), Instant.ofEpochMilli(9_000), Instant.EPOCH);
    tables.execute(
        insert, 1, Instant.ofEpochMilli(8_000), Instant.ofEpochMilli(4_000), Instant.EPOCH);

    // then: each partition as of the later one, all as of the earliest
    assertThat(queries.state())
        .isEqualTo(new ExportState(OptionalLong.of(8_000), Set.of(0, 1), Optional.empty()));

    // given
    tables.execute(
        "INSERT INTO export_positions (partition_number, next_offset, exported_at) VALUES (2, 0, ?)",
        Instant.EPOCH);

    // then
    assertThat(queries.state().asOfMs()).isEmpty();
    assertThat(queries.state().partitions()).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void shouldSayThatNothingIsExportedYet() {
    try (ExportQueries none = ExportQueries.open(address("none"), Optional::empty)) {
      assertThat(none.state().whyNot().orElseThrow()).contains("nothing is exported there yet");
    }
  }
}
