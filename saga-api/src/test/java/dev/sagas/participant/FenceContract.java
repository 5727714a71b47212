package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fence promises (R23, R24, R27), on any database. */
@Timeout(60)
abstract class FenceContract {
  private static final long FENCE_UNTIL_MS = 2_000_000;

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private Fence fence;
  private DeduplicationKey execute;

  abstract DataSource dataSource();

  abstract String ddl();

  @BeforeEach
  void createTables() throws SQLException, IOException {
    execute = key("saga-" + UUID.randomUUID(), Action.EXECUTE, 1);
    fence = JdbcFence.on(dataSource()).open();
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement();
        InputStream ddl = JdbcFence.class.getResourceAsStream("fence/" + ddl())) {
      statement.execute("DROP TABLE IF EXISTS saga_fence");
      statement.execute("DROP TABLE IF EXISTS other_fence");
      statement.execute("DROP TABLE IF EXISTS balance");
      statement.execute("CREATE TABLE balance (name VARCHAR(50) PRIMARY KEY, amount INT)");
      statement.execute("INSERT INTO balance VALUES ('stock', 100)");
      statement.execute(new String(ddl.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void shouldTakeTheEffectOnceWhenAnExecuteIsRedelivered() throws Exception {
    // given
    Script handler = Script.succeeding();

    // when
    EncodedReply first = once(execute(), handler);
    EncodedReply second = once(execute(), handler);

    // then
    assertThat(text(first)).isEqualTo("execute took 10");
    assertThat(second).usingRecursiveComparison().isEqualTo(first);
    assertThat(handler.calls()).isEqualTo(1);
    assertThat(stock()).isEqualTo(90);
  }

  @Test
  void shouldLeaveNothingBehindWhenAnExecuteFails() throws Exception {
    // given
    once(execute(), Script.ending(StepOutcome.FAILED));
    int stockAfterFailure = stock();

    // when
    EncodedReply retried = once(execute(), Script.succeeding());

    // then
    assertThat(stockAfterFailure).isEqualTo(100);
    assertThat(retried.outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    assertThat(stock()).isEqualTo(90);
  }

  @Test
  void shouldUndoTheEffectAndKeepTheReplyWhenAnExecuteIsRejected() throws Exception {
    // given
    Script handler = Script.ending(StepOutcome.REJECTED);

    // when
    EncodedReply first = once(execute(), handler);
    EncodedReply second = once(execute(), handler);

    // then
    assertThat(first.outcome()).isEqualTo(StepOutcome.REJECTED);
    assertThat(second).usingRecursiveComparison().isEqualTo(first);
    assertThat(second.error()).contains(new ReplyError("NO", "rejected"));
    assertThat(handler.calls()).isEqualTo(1);
    assertThat(stock()).isEqualTo(100);
  }

  @Test
  void shouldRecordTheRejectionWhenTheHandlerMetADatabaseErrorFirst() throws Exception {
    // given
    FencedWork handler =
        new Script(StepOutcome.REJECTED) {
          @Override
          void change(Connection connection) throws SQLException {
            super.change(connection);
            try (Statement statement = connection.createStatement()) {
              statement.execute("INSERT INTO balance VALUES ('stock', 1)");
            } catch (SQLException expected) {
              assertThat(DatabaseErrors.isDuplicateKey(expected)).isTrue();
            }
          }
        };

    // when
    EncodedReply first = once(execute(), handler);
    EncodedReply second = once(execute(), Script.succeeding());

    // then
    assertThat(second).usingRecursiveComparison().isEqualTo(first);
    assertThat(stock()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldUndoOnceWhenTheExecuteSucceeded(boolean unknown) throws Exception {
    // given
    once(execute(), Script.succeeding());
    Script undo = Script.undoing();

    // when
    EncodedReply first = once(compensate(1, unknown), undo);
    EncodedReply second = once(compensate(1, unknown), undo);

    // then
    assertThat(text(first)).isEqualTo("compensate took -10");
    assertThat(second).usingRecursiveComparison().isEqualTo(first);
    assertThat(undo.calls()).isEqualTo(1);
    assertThat(stock()).isEqualTo(100);
  }

  @Test
  void shouldSendTheExecutesReplyAgainWhenItIsRedeliveredAfterItsCompensation() throws Exception {
    // given
    EncodedReply first = once(execute(), Script.succeeding());
    once(compensate(1, false), Script.undoing());
    Script again = Script.succeeding();

    // when
    EncodedReply redelivered = once(execute(), again);

    // then
    assertThat(redelivered).usingRecursiveComparison().isEqualTo(first);
    assertThat(again.calls()).isZero();
    assertThat(stock()).isEqualTo(100);
  }

  @Test
  void shouldSkipTheHandlerAndRefuseTheLateExecuteWhenTheOutcomeIsUnknown() throws Exception {
    // given
    Script undo = Script.undoing();
    Script late = Script.succeeding();

    // when
    EncodedReply undone = once(compensate(1, true), undo);
    EncodedReply undoneAgain = once(compensate(1, true), undo);
    EncodedReply refused = once(execute(), late);
    EncodedReply refusedAgain = once(execute(), late);

    // then
    assertThat(undone.outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    assertThat(text(undone)).isEqualTo("nothing to undo: NEVER_EXECUTED");
    assertThat(undoneAgain).usingRecursiveComparison().isEqualTo(undone);
    assertThat(refused.outcome()).isEqualTo(StepOutcome.REJECTED);
    assertThat(refused.error().map(ReplyError::code)).contains("FENCED");
    assertThat(refusedAgain).usingRecursiveComparison().isEqualTo(refused);
    assertThat(undo.calls() + late.calls()).isZero();
    assertThat(stock()).isEqualTo(100);
  }

  @Test
  void shouldRunTheHandlerWhenTheExecuteSucceededButItsRowIsGone() throws Exception {
    // given
    once(execute(), Script.succeeding());
    fence.deleteExpired(Instant.ofEpochMilli(FENCE_UNTIL_MS + 1), 10);
    Script undo = Script.undoing();

    // when
    EncodedReply undone = once(compensate(1, false), undo);
    EncodedReply undoneAgain = once(compensate(1, false), undo);
    EncodedReply late = once(execute(), Script.succeeding());

    // then
    assertThat(text(undone)).isEqualTo("compensate took -10");
    assertThat(undoneAgain).usingRecursiveComparison().isEqualTo(undone);
    assertThat(undo.calls()).isEqualTo(1);
    assertThat(late.error().map(ReplyError::code)).contains("FENCED");
    assertThat(stock()).isEqualTo(100);
  }

  @Test
  void shouldSkipTheHandlerWhenTheExecuteWasRejectedAndTheOutcomeIsUnknown() throws Exception {
    // given
    EncodedReply rejected = once(execute(), Script.ending(StepOutcome.REJECTED));
    Script undo = Script.undoing();

    // when
    EncodedReply undone = once(compensate(1, true), undo);
    EncodedReply late = once(execute(), Script.succeeding());

    // then
    assertThat(text(undone)).isEqualTo("nothing to undo: REJECTED");
    assertThat(undo.calls()).isZero();
    assertThat(late).usingRecursiveComparison().isEqualTo(rejected);
    assertThat(stock()).isEqualTo(100);
  }

  @Test
  void shouldRunTheHandlerWhenTheOrchestratorKnowsThatARejectedExecuteSucceeded() throws Exception {
    // given
    once(execute(), Script.ending(StepOutcome.REJECTED));
    Script undo = Script.undoing();

    // when
    once(compensate(1, false), undo);

    // then
    assertThat(undo.calls()).isEqualTo(1);
  }

  @Test
  void shouldLeaveNothingBehindWhenACompensationFails() throws Exception {
    // given
    once(execute(), Script.succeeding());
    once(compensate(1, false), Script.ending(StepOutcome.FAILED));
    int stockAfterFailure = stock();

    // when
    EncodedReply retried = once(compensate(1, false), Script.undoing());

    // then
    assertThat(stockAfterFailure).isEqualTo(90);
    assertThat(retried.outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    assertThat(stock()).isEqualTo(100);
  }

  @Test
  void shouldRunAgainWhenAnOperatorRetriesARejectedCompensation() throws Exception {
    // given
    once(execute(), Script.succeeding());
    EncodedReply rejected = once(compensate(1, false), Script.ending(StepOutcome.REJECTED));
    EncodedReply redelivered = once(compensate(1, false), Script.undoing());
    int stockAfterRejection = stock();

    // when
    EncodedReply retried = once(compensate(2, false), Script.undoing());
    EncodedReply old = once(compensate(1, false), Script.undoing());

    // then
    assertThat(redelivered).usingRecursiveComparison().isEqualTo(rejected);
    assertThat(stockAfterRejection).isEqualTo(90);
    assertThat(text(retried)).isEqualTo("compensate took -10");
    assertThat(old.error().map(ReplyError::code)).contains("SUPERSEDED");
    assertThat(stock()).isEqualTo(100);
  }

  @Test
  void shouldNotUndoTwiceWhenANewerCompensationMeetsAnUndoneExecute() throws Exception {
    // given
    once(execute(), Script.succeeding());
    once(compensate(1, false), Script.undoing());

    // when
    EncodedReply second = once(compensate(2, false), Script.undoing());

    // then
    assertThat(text(second)).isEqualTo("nothing to undo: ALREADY_UNDONE");
    assertThat(stock()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldMakeTheCompensationWaitWhenItsExecuteIsInFlight(boolean executeSucceeds)
      throws Exception {
    // given
    CountDownLatch inHandler = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Script slow =
        new Script(executeSucceeds ? StepOutcome.SUCCEEDED : StepOutcome.FAILED) {
          @Override
          void change(Connection connection) throws SQLException {
            super.change(connection);
            inHandler.countDown();
            await(finish);
          }
        };
    Script undo = Script.undoing();

    // when
    Future<EncodedReply> executed = threads.submit(() -> once(execute(), slow));
    await(inHandler);
    Future<EncodedReply> compensated = threads.submit(() -> once(compensate(1, true), undo));
    assertThatThrownBy(() -> compensated.get(300, TimeUnit.MILLISECONDS))
        .as("the compensation waits for the execute's transaction")
        .isInstanceOf(TimeoutException.class);
    finish.countDown();

    // then
    assertThat(executed.get(20, TimeUnit.SECONDS).outcome())
        .isEqualTo(executeSucceeds ? StepOutcome.SUCCEEDED : StepOutcome.FAILED);
    assertThat(compensated.get(20, TimeUnit.SECONDS).outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    assertThat(undo.calls()).isEqualTo(executeSucceeds ? 1 : 0);
    assertThat(stock()).isEqualTo(100);
  }

  @Test
  void shouldEndWithoutEffectWhenExecuteAndCompensationRace() throws Exception {
    for (int round = 0; round < 40; round++) {
      // given
      execute = key("race-" + round + "-" + UUID.randomUUID(), Action.EXECUTE, 1);
      CyclicBarrier start = new CyclicBarrier(2);
      Script handler = Script.succeeding();
      Script undo = Script.undoing();

      // when
      Future<EncodedReply> executed = threads.submit(() -> onceAfter(start, execute(), handler));
      Future<EncodedReply> undone =
          threads.submit(() -> onceAfter(start, compensate(1, true), undo));
      EncodedReply executeReply = executed.get(20, TimeUnit.SECONDS);
      EncodedReply compensateReply = undone.get(20, TimeUnit.SECONDS);

      // then
      boolean executeWon = executeReply.outcome() == StepOutcome.SUCCEEDED;
      assertThat(compensateReply.outcome()).isEqualTo(StepOutcome.SUCCEEDED);
      assertThat(handler.calls()).isEqualTo(executeWon ? 1 : 0);
      assertThat(undo.calls()).isEqualTo(executeWon ? 1 : 0);
      assertThat(stock()).as("round %d, execute won: %s", round, executeWon).isEqualTo(100);
    }
  }

  @Test
  void shouldTakeTheEffectOnceWhenTwoDeliveriesRace() throws Exception {
    for (int round = 0; round < 20; round++) {
      // given
      execute = key("twice-" + round + "-" + UUID.randomUUID(), Action.EXECUTE, 1);
      CyclicBarrier start = new CyclicBarrier(2);
      Script handler = Script.succeeding();
      int before = stock();

      // when
      Future<EncodedReply> one = threads.submit(() -> onceAfter(start, execute(), handler));
      Future<EncodedReply> two = threads.submit(() -> onceAfter(start, execute(), handler));

      // then
      assertThat(one.get(20, TimeUnit.SECONDS))
          .usingRecursiveComparison()
          .isEqualTo(two.get(20, TimeUnit.SECONDS));
      assertThat(handler.calls()).isEqualTo(1);
      assertThat(stock()).isEqualTo(before - 10);
    }
  }

  @Test
  void shouldStartNothingButSendRecordedRepliesWhenNothingMayStart() throws Exception {
    // given
    Script handler = Script.succeeding();
    Optional<EncodedReply> before = fence.once(execute(), false, handler);
    EncodedReply recorded = once(execute(), handler);

    // when
    Optional<EncodedReply> after = fence.once(execute(), false, handler);
    Optional<EncodedReply> undone = fence.once(compensate(1, false), false, handler);

    // then
    assertThat(before).isEmpty();
    assertThat(after).get().usingRecursiveComparison().isEqualTo(recorded);
    assertThat(undone).isEmpty();
    assertThat(handler.calls()).isEqualTo(1);
  }

  @Test
  void shouldDeleteInBatchesOnlyWhatHasExpired() throws Exception {
    // given
    for (int i = 0; i < 5; i++) {
      once(FencedCommand.execute(key("old-" + i, Action.EXECUTE, 1), 1_000), Script.succeeding());
    }
    Script kept = Script.succeeding();
    once(execute(), kept);

    // when
    List<Integer> deleted =
        List.of(
            fence.deleteExpired(Instant.ofEpochMilli(1_000), 3),
            fence.deleteExpired(Instant.ofEpochMilli(1_001), 3),
            fence.deleteExpired(Instant.ofEpochMilli(FENCE_UNTIL_MS), 3),
            fence.deleteExpired(Instant.ofEpochMilli(FENCE_UNTIL_MS), 3));
    once(execute(), kept);

    // then
    assertThat(deleted).containsExactly(0, 3, 2, 0);
    assertThat(kept.calls()).isEqualTo(1);
  }

  @Test
  void shouldKeepTheRowForLongerWhenALaterCommandNeedsIt() throws Exception {
    // given
    Script handler = Script.succeeding();
    once(FencedCommand.execute(execute, 1_000), handler);

    // when
    once(FencedCommand.execute(execute, 5_000), handler);
    once(FencedCommand.execute(execute, 2_000), handler);

    // then
    assertThat(fence.deleteExpired(Instant.ofEpochMilli(5_000), 10)).isZero();
    assertThat(fence.deleteExpired(Instant.ofEpochMilli(5_001), 10)).isEqualTo(1);
  }

  @Test
  void shouldWorkInAnotherTableWhenOneIsNamed() throws Exception {
    // given
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE saga_fence RENAME TO other_fence");
    }
    Fence other = JdbcFence.on(dataSource()).table("other_fence").open();
    Script handler = Script.succeeding();

    // when
    Optional<EncodedReply> first = other.once(execute(), true, handler);
    Optional<EncodedReply> second = other.once(execute(), true, handler);

    // then
    assertThat(first).isPresent();
    assertThat(second).get().usingRecursiveComparison().isEqualTo(first.orElseThrow());
    assertThat(handler.calls()).isEqualTo(1);
    assertThatThrownBy(() -> fence.once(execute(), true, handler))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(DatabaseErrors.isTransient(e)).isFalse());
  }

  @Test
  void shouldRefuseToEndTheTransactionWhenAHandlerTries() throws Exception {
    // given
    FencedWork handler =
        new Script(StepOutcome.SUCCEEDED) {
          @Override
          void change(Connection connection) throws SQLException {
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
            assertThatThrownBy(connection::rollback).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> connection.setAutoCommit(true))
                .isInstanceOf(SQLException.class);
            connection.close();
            super.change(connection);
          }
        };

    // when
    EncodedReply reply = once(execute(), handler);

    // then
    assertThat(reply.outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    assertThat(stock()).isEqualTo(90);
  }

  final FencedCommand execute() {
    return FencedCommand.execute(execute, FENCE_UNTIL_MS);
  }

  private FencedCommand compensate(int epoch, boolean unknown) {
    DeduplicationKey own = key(execute.sagaId().value(), Action.COMPENSATE, epoch);
    return new FencedCommand(own, execute, unknown, FENCE_UNTIL_MS);
  }

  private static DeduplicationKey key(String sagaId, Action action, int epoch) {
    return new DeduplicationKey(
        new SagaId(sagaId), new RunId("0123456789ab"), new StepName("reserve"), action, epoch);
  }

  private EncodedReply onceAfter(CyclicBarrier start, FencedCommand command, FencedWork work)
      throws Exception {
    start.await(20, TimeUnit.SECONDS);
    return once(command, work);
  }

  /** As the participant does it: what is likely to pass is tried again. */
  final EncodedReply once(FencedCommand command, FencedWork work) throws Exception {
    while (true) {
      try {
        return fence.once(command, true, work).orElseThrow();
      } catch (SQLException | TransientFailureException e) {
        if (!DatabaseErrors.isTransient(e)) {
          throw e;
        }
      }
    }
  }

  final int stock() throws SQLException {
    try (Connection connection = dataSource().getConnection();
        PreparedStatement statement =
            connection.prepareStatement("SELECT amount FROM balance WHERE name = 'stock'");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  private static String text(EncodedReply reply) {
    return new String(reply.value(), StandardCharsets.UTF_8);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
