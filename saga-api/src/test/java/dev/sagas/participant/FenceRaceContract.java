package dev.sagas.participant;

import static dev.sagas.participant.FenceBench.await;
import static dev.sagas.participant.FenceBench.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fence promises when commands of one step meet (R23, R24), on any database. */
interface FenceRaceContract extends FenceBench {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  default void shouldMakeTheCompensationWaitWhenItsExecuteIsInFlight(boolean executeSucceeds)
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
    Future<EncodedReply> executed = threads().submit(() -> once(execute(), slow));
    await(inHandler);
    Future<EncodedReply> compensated = threads().submit(() -> once(compensate(1, true), undo));
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
  default void shouldEndWithoutEffectWhenExecuteAndCompensationRace() throws Exception {
    for (int round = 0; round < 40; round++) {
      // given
      useExecute(key("race-" + round + "-" + UUID.randomUUID(), Action.EXECUTE, 1));
      CyclicBarrier start = new CyclicBarrier(2);
      Script handler = Script.succeeding();
      Script undo = Script.undoing();

      // when
      Future<EncodedReply> executed = threads().submit(() -> onceAfter(start, execute(), handler));
      Future<EncodedReply> undone =
          threads().submit(() -> onceAfter(start, compensate(1, true), undo));
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
  default void shouldTakeTheEffectOnceWhenTwoDeliveriesRace() throws Exception {
    for (int round = 0; round < 20; round++) {
      // given
      useExecute(key("twice-" + round + "-" + UUID.randomUUID(), Action.EXECUTE, 1));
      CyclicBarrier start = new CyclicBarrier(2);
      Script handler = Script.succeeding();
      int before = stock();

      // when
      Future<EncodedReply> one = threads().submit(() -> onceAfter(start, execute(), handler));
      Future<EncodedReply> two = threads().submit(() -> onceAfter(start, execute(), handler));

      // then
      assertThat(one.get(20, TimeUnit.SECONDS))
          .usingRecursiveComparison()
          .isEqualTo(two.get(20, TimeUnit.SECONDS));
      assertThat(handler.calls()).isEqualTo(1);
      assertThat(stock()).isEqualTo(before - 10);
    }
  }
}
