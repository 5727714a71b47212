package dev.sagas.index.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.States;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreadStatesTest {
  private final UnreadStates unread = new UnreadStates();
  private final List<String> passedOn = new ArrayList<>();

  private void put(SagaState state) {
    unread.put(CommittedState.of(state), first -> passedOn.add(first.identity().id().value()));
  }

  private static SagaState large(String id) {
    return States.executing(id, 1)
        .withProgress(SagaState.SagaProgress.begun(Bytes.of(new byte[UnreadStates.MAX_BYTES / 2])));
  }

  @Test
  void shouldPassOnTheOldestWhenThereAreTooMany() {
    // when
    for (int i = 0; i < UnreadStates.MAX_SAGAS + 2; i++) {
      put(States.executing("saga-" + i, 1));
    }

    // then
    assertThat(passedOn).containsExactly("saga-0", "saga-1");
    assertThat(unread.takeAll()).hasSize(UnreadStates.MAX_SAGAS);
    assertThat(unread.takeAll()).isEmpty();
  }

  @Test
  void shouldPassOnTheOldestWhenTheirDataIsTooLong() {
    // when
    put(large("a"));
    put(large("b"));
    put(large("c"));

    // then
    assertThat(passedOn).contains("a").doesNotContain("c");
  }

  @Test
  void shouldCountTheDataOfAStateThatIsGoneNoMore() {
    // when
    for (int i = 0; i < 10; i++) {
      put(large("same"));
      unread.remove(new SagaId("same"));
      put(large("replaced"));
    }

    // then
    assertThat(passedOn).isEmpty();
    assertThat(unread.find(new SagaId("same"))).isEmpty();
    assertThat(unread.find(new SagaId("replaced"))).isPresent();
  }
}
