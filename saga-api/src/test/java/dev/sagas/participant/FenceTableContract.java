package dev.sagas.participant;

import static dev.sagas.participant.FenceBench.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.protocol.Action;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the fence promises about its rows and their table (R27), on any database. */
interface FenceTableContract extends FenceBench {
  @Test
  default void shouldDeleteInBatchesOnlyWhatHasExpired() throws Exception {
    // given
    for (int i = 0; i < 5; i++) {
      once(FencedCommand.execute(key("old-" + i, Action.EXECUTE, 1), 1_000), Script.succeeding());
    }
    Script kept = Script.succeeding();
    once(execute(), kept);

    // when
    List<Integer> deleted =
        List.of(
            fence().deleteExpired(Instant.ofEpochMilli(1_000), 3),
            fence().deleteExpired(Instant.ofEpochMilli(1_001), 3),
            fence().deleteExpired(Instant.ofEpochMilli(FENCE_UNTIL_MS), 3),
            fence().deleteExpired(Instant.ofEpochMilli(FENCE_UNTIL_MS), 3));
    once(execute(), kept);

    // then
    assertThat(deleted).containsExactly(0, 3, 2, 0);
    assertThat(kept.calls()).isEqualTo(1);
  }

  @Test
  default void shouldKeepTheRowForLongerWhenALaterCommandNeedsIt() throws Exception {
    // given
    Script handler = Script.succeeding();
    once(FencedCommand.execute(execute().key(), 1_000), handler);

    // when
    once(FencedCommand.execute(execute().key(), 5_000), handler);
    once(FencedCommand.execute(execute().key(), 2_000), handler);

    // then
    assertThat(fence().deleteExpired(Instant.ofEpochMilli(5_000), 10)).isZero();
    assertThat(fence().deleteExpired(Instant.ofEpochMilli(5_001), 10)).isEqualTo(1);
  }

  @Test
  default void shouldWorkInAnotherTableWhenOneIsNamed() throws Exception {
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
    assertThatThrownBy(() -> fence().once(execute(), true, handler))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(DatabaseErrors.isTransient(e)).isFalse());
  }
}
