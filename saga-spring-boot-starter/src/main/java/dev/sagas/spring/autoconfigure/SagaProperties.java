package dev.sagas.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sagas in this application.
 *
 * @param bootstrapServers Kafka's brokers, each host:port. Without it those of spring.kafka if
 *     Spring Boot's Kafka support is on the class path, otherwise localhost:9092.
 * @param topicPrefix Prefix of all topics of the deployment.
 * @param kafka Further settings of all Kafka clients, such as security.protocol. With the prefix
 *     consumer. or producer. they apply to that client only.
 * @param schemaRegistry The schema registry.
 * @param autoStartup Whether participants, the outbox's relay and an embedded orchestrator start
 *     with the application.
 * @param participant The participants made from the application's handlers.
 * @param client The client that starts and signals sagas.
 * @param outbox The outbox in the application's database.
 * @param orchestrator The orchestrator: embedded in this application, or somewhere else.
 * @param health What the health endpoint asks.
 */
@ConfigurationProperties("saga")
public record SagaProperties(
    @DefaultValue List<String> bootstrapServers,
    @DefaultValue("") String topicPrefix,
    @DefaultValue Map<String, String> kafka,
    @DefaultValue RegistryProperties schemaRegistry,
    @DefaultValue("true") boolean autoStartup,
    @DefaultValue ParticipantProperties participant,
    @DefaultValue ClientProperties client,
    @DefaultValue OutboxProperties outbox,
    @DefaultValue OrchestratorProperties orchestrator,
    @DefaultValue HealthProperties health) {
  /**
   * The schema registry.
   *
   * @param url Address of its REST API with Confluent's paths.
   * @param properties Further settings of its client, such as basic.auth.user.info, and of the
   *     serializers.
   */
  public record RegistryProperties(
      @DefaultValue("http://localhost:8081") String url,
      @DefaultValue Map<String, String> properties) {}

  /**
   * The participants made from the application's handlers.
   *
   * @param name Name of the participant whose handlers have no SagaParticipant annotation.
   * @param instance Name of this instance among those of the participant, for restarts without a
   *     rebalance. Each instance needs its own.
   * @param concurrency How many commands, of different sagas, are handled at once.
   * @param handlerTimeout How long one call of a handler may take. By default until 30 s after its
   *     command's deadline.
   * @param closeTimeout How long a stop waits for handlers that are running.
   * @param fence Where executes, compensations and their replies are recorded.
   * @param fenceTable Table of the fence in the database.
   */
  public record ParticipantProperties(
      @Nullable String name,
      @Nullable String instance,
      @DefaultValue("8") int concurrency,
      @Nullable Duration handlerTimeout,
      @DefaultValue("10s") Duration closeTimeout,
      @DefaultValue("auto") FenceKind fence,
      @DefaultValue("saga_fence") String fenceTable) {}

  /** Where a participant's fence is. */
  public enum FenceKind {
    /** In the database if there is one DataSource and one transaction manager. */
    AUTO,
    /** In the application's database, in the transactions of its manager. */
    JDBC,
    /** In Kafka, for handlers whose effects are only records. */
    KAFKA,
    /** Nowhere: every handler is idempotent by itself. */
    NONE
  }

  /**
   * The client that starts and signals sagas.
   *
   * @param enabled Whether there is a SagaClient bean.
   */
  public record ClientProperties(@DefaultValue("true") boolean enabled) {}

  /**
   * The outbox in the application's database.
   *
   * @param enabled Whether there are beans of the outbox and its relay.
   * @param table Table of the outbox.
   * @param relay Whether this application sends the rows. Not needed where Debezium does.
   * @param pollInterval How often an empty outbox is polled.
   * @param batchRows Most rows that are sent in one transaction.
   */
  public record OutboxProperties(
      @DefaultValue("false") boolean enabled,
      @DefaultValue("saga_outbox") String table,
      @DefaultValue("true") boolean relay,
      @DefaultValue("200ms") Duration pollInterval,
      @DefaultValue("500") int batchRows) {}

  /**
   * The orchestrator.
   *
   * @param enabled Whether SagaDefinition beans are run by an orchestrator embedded in this
   *     application. Needs saga-orchestrator and its version of Kafka's libraries.
   * @param properties Properties of the embedded orchestrator, as in its configuration reference.
   * @param url Address of an orchestrator's HTTP, for the SagaAdmin bean. Needs saga-admin.
   * @param token Token for that address.
   */
  public record OrchestratorProperties(
      @DefaultValue("true") boolean enabled,
      @DefaultValue Map<String, String> properties,
      @Nullable String url,
      @Nullable String token) {}

  /**
   * What the health endpoint asks.
   *
   * @param timeout How long the brokers may take to answer.
   */
  public record HealthProperties(@DefaultValue("2s") Duration timeout) {}
}
