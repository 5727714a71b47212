package dev.sagas.participant;

import static dev.sagas.participant.FenceBench.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.protocol.StepOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the fence promises for executes (R23), on any database. */
interface FenceExecuteContract extends FenceBench {
  @Test
  default void shouldTakeTheEffectOnceWhenAnExecuteIsRedelivered() throws Exception {
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
  default void shouldLeaveNothingBehindWhenAnExecuteFails() throws Exception {
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
  default void shouldUndoTheEffectAndKeepTheReplyWhenAnExecuteIsRejected() throws Exception {
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
  default void shouldRecordTheRejectionWhenTheHandlerMetADatabaseErrorFirst() throws Exception {
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

  @Test
  default void shouldStartNothingButSendRecordedRepliesWhenNothingMayStart() throws Exception {
    // given
    Script handler = Script.succeeding();
    Optional<EncodedReply> before = fence().once(execute(), false, handler);
    EncodedReply recorded = once(execute(), handler);

    // when
    Optional<EncodedReply> after = fence().once(execute(), false, handler);
    Optional<EncodedReply> undone = fence().once(compensate(1, false), false, handler);

    // then
    assertThat(before).isEmpty();
    assertThat(after).get().usingRecursiveComparison().isEqualTo(recorded);
    assertThat(undone).isEmpty();
    assertThat(handler.calls()).isEqualTo(1);
  }

  @Test
  default void shouldRefuseToEndTheTransactionWhenAHandlerTries() throws Exception {
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
}
