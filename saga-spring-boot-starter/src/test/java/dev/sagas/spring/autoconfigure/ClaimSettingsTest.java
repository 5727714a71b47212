package dev.sagas.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sagas.client.SagaClient;
import dev.sagas.spring.SagaSettings;
import dev.sagas.spring.lifecycle.ManagedPart;
import dev.sagas.spring.lifecycle.SagaLifecycle;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * Every part of an application gets the settings of large payloads; here none can use them, because
 * the library is not on the class path.
 */
class ClaimSettingsTest {
  private static final String ADDRESS = "file:///store";
  private static final String REFUSAL =
      "Expected saga-claims on the class path, because claim.check.url is configured";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final ApplicationContextRunner application =
      Contexts.withDatabase("claims").withPropertyValues("saga.kafka[claim.check.url]=" + ADDRESS);

  @Test
  void shouldReachTheClient() {
    application.run(
        context ->
            assertThatThrownBy(() -> context.getBean(SagaClient.class))
                .hasStackTraceContaining(REFUSAL));
  }

  @Test
  void shouldReachTheOutbox() {
    application
        .withPropertyValues("saga.outbox.enabled=true")
        .run(context -> assertThat(context).getFailure().hasStackTraceContaining(REFUSAL));
  }

  @Test
  void shouldReachTheParticipants() {
    application
        .withBean(HandlerChecksTest.Cars.class)
        .run(
            context -> {
              ManagedPart part = context.getBean(SagaLifecycle.class).parts().get(0);
              part.start();
              try {
                await()
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThat(part.state().reason()).contains(REFUSAL));
              } finally {
                part.stop();
              }
            });
  }

  @Test
  void shouldReachAnEmbeddedOrchestrator() {
    application.run(
        context ->
            assertThat(EmbeddedOrchestrator.shared(context.getBean(SagaSettings.class)))
                .containsAllEntriesOf(Map.of("claim.check.url", ADDRESS))
                .doesNotContainKey("kafka.claim.check.url"));
  }
}
