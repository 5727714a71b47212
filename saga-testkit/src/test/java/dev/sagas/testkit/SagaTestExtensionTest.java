package dev.sagas.testkit;

import static dev.sagas.testkit.SagaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.sagas.order.OrderRecords;
import dev.sagas.order.OrderSaga;
import dev.sagas.order.ReviewedOrder;
import dev.sagas.samples.schema.order.OrderData;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Kits are injected, and a test that fails tells the history of its sagas. */
@SagaTest(ReviewedOrder.class)
class SagaTestExtensionTest {
  private final SagaTestKit<OrderData> own = OrderKits.reviewed();
  private SagaTestKit<OrderData> injected;

  @Test
  void shouldInjectTheSameKitWhenThereAreAFieldAndAParameter(SagaTestKit<OrderData> kit) {
    assertThat(kit).isNotNull().isSameAs(injected).isNotSameAs(own);
  }

  @Nested
  class Inside {
    @Test
    void shouldInjectWhenTheTestIsNested(SagaTestKit<OrderData> kit) {
      assertThat(injected).isSameAs(kit);
    }
  }

  @Test
  void shouldInjectANewKitWhenTheInstanceServesAllTests() {
    assertThat(failures(OneForAllFixture.class)).isEmpty();
  }

  @Test
  void shouldAttachTheHistoryWhenATestFails() {
    // when
    List<TestExecutionSummary.Failure> failures = failures(FailingFixture.class);

    // then
    assertThat(failures).hasSize(2);
    for (TestExecutionSummary.Failure failure : failures) {
      Throwable thrown = failure.getException();
      String text = thrown.getMessage() + List.of(thrown.getSuppressed());
      assertThat(text).containsOnlyOnce("request for saga reviewed-order");
      assertThat(thrown.getSuppressed())
          .hasSize(failure.getTestIdentifier().getDisplayName().startsWith("foreign") ? 1 : 0);
    }
  }

  @Test
  void shouldSayWhatIsMissingWhenTheDefinitionCannotBeMade() {
    assertThat(failures(NoConstructorFixture.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.getException())
                    .hasMessageContaining("OrderSaga to have a no-argument constructor"));
  }

  private static List<TestExecutionSummary.Failure> failures(Class<?> fixture) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(fixture)).build(),
            listener);
    assertThat(listener.getSummary().getTestsStartedCount()).isPositive();
    return listener.getSummary().getFailures();
  }

  @SagaTest(ReviewedOrder.class)
  static class FailingFixture {
    private SagaTestKit<OrderData> kit;

    private SagaRun<OrderData> saga() {
      kit.onOtherSteps().succeeds();
      return kit.start("o-1", OrderRecords.orderOf(200_000));
    }

    @Test
    void foreignAssertion() {
      assertThat(saga().status()).hasToString("COMPLETED");
    }

    @Test
    void ownAssertion() {
      assertThat(saga()).isCompleted();
    }
  }

  @SagaTest(ReviewedOrder.class)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class OneForAllFixture {
    private final Set<SagaTestKit<OrderData>> seen = new HashSet<>();
    private SagaTestKit<OrderData> kit;

    @Test
    void first() {
      assertThat(seen.add(kit)).isTrue();
    }

    @Test
    void second() {
      assertThat(seen.add(kit)).isTrue();
    }
  }

  @SagaTest(OrderSaga.class)
  static class NoConstructorFixture {
    @Test
    void never(SagaTestKit<OrderData> kit) {
      assertThat(kit).isNotNull();
    }
  }
}
