package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose transactions an instance may end. */
class AbandonedTransactionsTest {
  private static final String PROCESS = "1b4e28ba-2fa1-11d2-883f-0016d3cca427";

  @Test
  void shouldKnowTheIdsOfItsApplicationAlone() {
    assertThat("shop.saga-" + PROCESS + "-1").matches(AbandonedTransactions.ids("shop.saga"));
    assertThat("shop.saga-" + PROCESS + "-12").matches(AbandonedTransactions.ids("shop.saga"));
    assertThat(
            List.of(
                "shopXsaga-" + PROCESS + "-1",
                "shop.saga-2-" + PROCESS + "-1",
                "my-shop.saga-" + PROCESS + "-1",
                "shop.saga-" + PROCESS,
                "shop.saga-fence-1",
                "shop.saga-" + PROCESS + "-1-x"))
        .noneMatch(id -> AbandonedTransactions.ids("shop.saga").matcher(id).matches());
  }
}
