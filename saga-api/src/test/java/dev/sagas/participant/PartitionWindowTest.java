package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PartitionWindowTest {
  private final PartitionWindow window = new PartitionWindow();

  @Test
  void shouldAdvanceOverTheContiguousPrefixWhenTasksEndOutOfOrder() {
    // given
    List<CommandTask> tasks = add(10, 11, 14, 15);

    // when
    tasks.get(1).done();
    tasks.get(2).done();
    OptionalLong gapAtTheStart = window.advance();
    tasks.get(0).done();
    OptionalLong gapClosed = window.advance();
    OptionalLong nothingNew = window.advance();

    // then
    assertThat(gapAtTheStart).isEmpty();
    assertThat(gapClosed).hasValue(15);
    assertThat(nothingNew).isEmpty();
    assertThat(window.committable()).hasValue(15);
    assertThat(window.size()).isEqualTo(1);
  }

  @Test
  void shouldStayBehindWhenATaskIsAbandoned() {
    // given
    List<CommandTask> tasks = add(1, 2);
    assertThat(tasks.get(0).begin()).isTrue();
    boolean begunBefore = window.hasBegunTasks();

    // when
    tasks.get(0).abandon();
    tasks.get(1).done();

    // then
    assertThat(begunBefore).isTrue();
    assertThat(window.hasBegunTasks()).isFalse();
    assertThat(window.advance()).isEmpty();
  }

  @Test
  void shouldBeginNothingWhenThePartitionIsRevoked() {
    // given
    CommandTask task = add(1).get(0);

    // when
    window.revoke();

    // then
    assertThat(task.begin()).isFalse();
  }

  private List<CommandTask> add(long... offsets) {
    return LongStream.of(offsets)
        .mapToObj(
            offset ->
                window.add(
                    new ConsumerRecord<>(
                        "inventory.commands", 0, offset, new byte[0], new byte[0])))
        .toList();
  }
}
