package dev.sagas.operate.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.operate.why.Orders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentErrorsTest {
  private static final StepName CHARGE = new StepName("charge");

  private final RecentErrors errors = new RecentErrors(1);

  private static DecidedSaga failed(String id) {
    PublishedSaga definition = Orders.order("charge");
    return Orders.started(definition, new SagaId(id)).fails("charge", "BUSY", "try later");
  }

  private void change(int partition, DecidedSaga saga) {
    for (JournalEntry entry : saga.journal()) {
      changed(partition, saga.state(), entry.events());
    }
  }

  private void changed(int partition, SagaState after, List<SagaEvent> events) {
    RecentErrors.Change.of(partition, after, events).ifPresent(errors::changed);
  }

  @Test
  void shouldKnowTheNewestErrorOfEachStep() {
    // when
    change(3, failed("a").after(Duration.ofHours(1)).timer().fails("charge", "DOWN", "not today"));

    // then
    StepError error = errors.of(new SagaId("a")).get(CHARGE);
    assertThat(error).isNotNull();
    assertThat(error.code()).isEqualTo("DOWN");
    assertThat(errors.of(new SagaId("b"))).isEmpty();
  }

  @Test
  void shouldKeepTheNewestSagaWhenThereAreTooMany() {
    change(0, failed("a"));
    change(0, failed("b"));

    assertThat(errors.size()).isEqualTo(1);
    assertThat(errors.of(new SagaId("b"))).containsKey(CHARGE);
  }

  @Test
  void shouldForgetWhatLeavesAndWhatEnds() {
    // given
    change(3, failed("a"));

    // when
    errors.left(2);
    boolean known = errors.size() == 1;
    errors.left(3);

    // then
    assertThat(known).isTrue();
    assertThat(errors.size()).isZero();

    // and when
    change(3, failed("a"));
    SagaState ended =
        Orders.started(Orders.order("charge"), new SagaId("a"))
            .rejects("charge", "NO", "never")
            .state();
    changed(3, ended, List.of());

    // then
    assertThat(ended.status().isTerminal()).isTrue();
    assertThat(errors.size()).isZero();
  }
}
