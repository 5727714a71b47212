package dev.sagas.index.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is being restored. */
class RestoreBoardTest {
  private final RestoreBoard board = new RestoreBoard();

  @Test
  void shouldAddUpTheStoresOfAPartitionUntilItIsThere() {
    // given
    board.began(3, 100, 5);
    board.began(1, 10, 6);
    board.began(3, 50, 7);

    // when
    board.restored(3, 20);
    board.restored(9, 20);

    // then
    assertThat(board.running())
        .containsExactly(
            new RestoreBoard.Running(1, 6, 10, 0), new RestoreBoard.Running(3, 5, 150, 20));
    board.ended(3);
    board.ended(1);
    assertThat(board.running()).isEmpty();
  }
}
