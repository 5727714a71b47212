package dev.sagas.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.admin.SagaAdmin;
import dev.sagas.client.SagaClient;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.metrics.ParticipantMetrics;
import dev.sagas.orchestrator.app.Orchestrator;
import dev.sagas.outbox.SagaOutbox;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.KafkaFence;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.spring.SagaRegistryConnectionDetails;
import dev.sagas.spring.SagaSettings;
import dev.sagas.spring.health.SagaBrokerHealthIndicator;
import dev.sagas.spring.lifecycle.ManagedPart;
import dev.sagas.spring.lifecycle.SagaLifecycle;
import dev.sagas.spring.transaction.TransactionalOutbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** Which beans there are, by class path, beans and properties. */
class SagaAutoConfigurationTest {
  @Test
  void shouldConnectToThisMachineWhenNothingIsSet() {
    Contexts.plain()
        .run(
            context ->
                assertThat(context.getBean(SagaSettings.class).values())
                    .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                            "bootstrap.servers", "localhost:9092",
                            "schema.registry.url", "http://localhost:8081")));
  }

  @Test
  void shouldConnectAsThePropertiesSay() {
    Contexts.plain()
        .withPropertyValues(
            "saga.bootstrap-servers=a:1,b:2",
            "saga.topic-prefix=eu.",
            "saga.kafka[security.protocol]=SASL_SSL",
            "saga.schema-registry.url=https://registry",
            "saga.schema-registry.properties[basic.auth.user.info]=ada:secret")
        .run(
            context -> {
              SagaSettings settings = context.getBean(SagaSettings.class);
              assertThat(settings.values())
                  .containsEntry("bootstrap.servers", "a:1,b:2")
                  .containsEntry("security.protocol", "SASL_SSL")
                  .containsEntry("schema.registry.url", "https://registry")
                  .containsEntry("basic.auth.user.info", "ada:secret");
              assertThat(settings.topics().requests()).isEqualTo("eu.saga.requests");
            });
  }

  @Test
  void shouldUseTheBrokersOfSpringKafkaUnlessOthersAreNamed() {
    var application =
        Contexts.plain()
            .withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class))
            .withPropertyValues("spring.kafka.bootstrap-servers=c:3");
    application.run(
        context ->
            assertThat(context.getBean(SagaSettings.class).values())
                .containsEntry("bootstrap.servers", "c:3"));
    application
        .withPropertyValues("saga.bootstrap-servers=a:1")
        .run(
            context ->
                assertThat(context.getBean(SagaSettings.class).values())
                    .containsEntry("bootstrap.servers", "a:1"));
    Contexts.plain()
        .withClassLoader(new FilteredClassLoader(KafkaConnectionDetails.class))
        .run(
            context ->
                assertThat(context.getBean(SagaSettings.class).values())
                    .containsEntry("bootstrap.servers", "localhost:9092"));
  }

  @Test
  void shouldPreferConnectionDetailsToProperties() {
    Contexts.plain()
        .withPropertyValues("saga.schema-registry.url=http://elsewhere")
        .withBean(SagaRegistryConnectionDetails.class, () -> () -> "http://here")
        .run(
            context ->
                assertThat(context.getBean(SagaSettings.class).values())
                    .containsEntry("schema.registry.url", "http://here"));
  }

  @Test
  void shouldMakeTheClientWhenABeanNeedsIt() {
    Contexts.plain()
        .run(
            context -> {
              assertThat(context).hasSingleBean(SagaClient.class);
              assertThat(context.getBeanFactory().containsSingleton("sagaClient")).isFalse();
            });
    Contexts.plain()
        .withPropertyValues("saga.client.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(SagaClient.class));
  }

  @Test
  void shouldHaveTheFenceWhereThePropertySays() {
    Contexts.plain().run(context -> assertThat(context).doesNotHaveBean(JdbcFence.class));
    Contexts.withDatabase("fences")
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(JdbcFence.class)
                    .doesNotHaveBean(KafkaFence.class));
    Contexts.withDatabase("fences")
        .withPropertyValues("saga.participant.fence=kafka")
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(KafkaFence.class)
                    .doesNotHaveBean(JdbcFence.class));
    Contexts.plain()
        .withClassLoader(new FilteredClassLoader(DataSourceUtils.class))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(JdbcFence.class));
  }

  @Test
  void shouldHaveAnOutboxWhenItIsEnabled() {
    Contexts.withDatabase("outboxes")
        .run(context -> assertThat(context).doesNotHaveBean(SagaOutbox.class));
    Contexts.withDatabase("outboxes")
        .withPropertyValues("saga.outbox.enabled=true")
        .run(
            context -> {
              assertThat(context)
                  .hasSingleBean(SagaOutbox.class)
                  .hasSingleBean(TransactionalOutbox.class);
              assertThat(context.getBean(SagaLifecycle.class).parts())
                  .extracting(ManagedPart::name)
                  .containsExactly("outbox relay");
            });
    Contexts.withDatabase("outboxes")
        .withPropertyValues("saga.outbox.enabled=true", "saga.outbox.relay=false")
        .run(context -> assertThat(context.getBean(SagaLifecycle.class).parts()).isEmpty());
  }

  @Test
  void shouldHaveAnAdminWhenTheOrchestratorsAddressIsKnown() {
    Contexts.plain().run(context -> assertThat(context).doesNotHaveBean(SagaAdmin.class));
    Contexts.plain()
        .withPropertyValues("saga.orchestrator.url=http://orchestrator:8080")
        .run(context -> assertThat(context).hasSingleBean(SagaAdmin.class));
  }

  @Test
  void shouldMeasureAndObserveWhereTheApplicationDoes() {
    Contexts.plain()
        .run(
            context ->
                assertThat(context)
                    .doesNotHaveBean(ParticipantMetrics.class)
                    .doesNotHaveBean("sagaObservedHandlers"));
    Contexts.plain()
        .withBean(SimpleMeterRegistry.class)
        .withBean(ObservationRegistry.class, ObservationRegistry::create)
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(ParticipantMetrics.class)
                    .hasBean("sagaObservedHandlers"));
  }

  @Test
  void shouldHaveHealthWhereTheApplicationHas() {
    Contexts.plain()
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(SagaBrokerHealthIndicator.class)
                    .hasBean("sagaRegistryHealthIndicator")
                    .hasBean("sagaPartsHealthIndicator"));
    Contexts.plain()
        .withPropertyValues("management.health.saga-broker.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(SagaBrokerHealthIndicator.class));
    Contexts.plain()
        .withClassLoader(new FilteredClassLoader(HealthIndicator.class))
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void shouldSayWhichKafkaAnEmbeddedOrchestratorNeeds() {
    var application = Contexts.plain().withBean(Definition.class);
    application.run(
        context ->
            assertThat(context)
                .getFailure()
                .hasStackTraceContaining("Expected Kafka's libraries of version 4.4 or newer")
                .hasStackTraceContaining("saga.orchestrator.enabled=false"));
    application
        .withPropertyValues("saga.orchestrator.enabled=false")
        .run(context -> assertThat(context).hasNotFailed());
    application
        .withClassLoader(new FilteredClassLoader(Orchestrator.class))
        .run(context -> assertThat(context).hasNotFailed());
  }

  /** Not run by anything. */
  static final class Definition implements SagaDefinition<TripData> {
    @Override
    public Saga<TripData> define() {
      throw new UnsupportedOperationException("Expected not to be asked");
    }
  }
}
