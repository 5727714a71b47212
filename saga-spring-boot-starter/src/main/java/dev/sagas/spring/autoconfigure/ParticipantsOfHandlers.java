package dev.sagas.spring.autoconfigure;

import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.KafkaFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.ParticipantBuilder;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.spring.ParticipantCustomizer;
import dev.sagas.spring.SagaSettings;
import dev.sagas.spring.autoconfigure.SagaProperties.FenceKind;
import dev.sagas.spring.autoconfigure.SagaProperties.ParticipantProperties;
import dev.sagas.spring.handler.HandlerCatalog;
import dev.sagas.spring.lifecycle.ManagedPart;
import dev.sagas.spring.lifecycle.PartSource;
import dev.sagas.spring.lifecycle.ParticipantParts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Makes participants of the application's handlers, when all of its beans are there. */
final class ParticipantsOfHandlers implements SmartInitializingSingleton, PartSource {
  private static final Logger LOG = LoggerFactory.getLogger(ParticipantsOfHandlers.class);

  private final Supplier<HandlerCatalog> finding;
  private final SagaSettings settings;
  private final ParticipantProperties properties;
  private final Environment environment;
  private List<ManagedPart> parts = List.of();

  /** What else the application has for its participants. */
  record Environment(
      Optional<JdbcFence> jdbcFence,
      Optional<KafkaFence> kafkaFence,
      Optional<ThreadFactory> handlerThreads,
      List<ParticipantCustomizer> customizers) {
    Environment {
      customizers = List.copyOf(customizers);
    }
  }

  ParticipantsOfHandlers(
      Supplier<HandlerCatalog> finding,
      SagaSettings settings,
      ParticipantProperties properties,
      Environment environment) {
    this.finding = finding;
    this.settings = settings;
    this.properties = properties;
    this.environment = environment;
  }

  @Override
  public void afterSingletonsInstantiated() {
    HandlerCatalog catalog = finding.get();
    parts = catalog.participants().stream().map(name -> part(catalog, name)).toList();
  }

  @Override
  public List<ManagedPart> parts() {
    return parts;
  }

  private ManagedPart part(HandlerCatalog catalog, ParticipantName name) {
    ParticipantBuilder builder = described(catalog, name);
    // Says now what would be wrong later.
    Participant checked = builder.build();
    checked.close();
    catalog.handled(name).forEach(handled -> LOG.info("Participant {} handles {}", name, handled));
    return ParticipantParts.part(name.value(), builder::build);
  }

  private ParticipantBuilder described(HandlerCatalog catalog, ParticipantName name) {
    ParticipantBuilder builder =
        Participant.named(name.value())
            .kafka(settings.values())
            .concurrency(properties.concurrency())
            .closeTimeout(properties.closeTimeout());
    Optional.ofNullable(properties.instance()).ifPresent(builder::instance);
    Optional.ofNullable(properties.handlerTimeout()).ifPresent(builder::handlerTimeout);
    environment.handlerThreads().ifPresent(builder::handlerThreads);
    fence(name, builder);
    catalog.addTo(name, builder);
    environment.customizers().forEach(customizer -> customizer.customize(name, builder));
    return builder;
  }

  private void fence(ParticipantName name, ParticipantBuilder builder) {
    if (properties.fence() == FenceKind.NONE) {
      builder.unfenced();
    } else if (environment.kafkaFence().isPresent()) {
      builder.fence(environment.kafkaFence().get());
    } else if (environment.jdbcFence().isPresent()) {
      builder.fence(environment.jdbcFence().get());
    } else {
      throw new IllegalStateException(
          """
          Expected a fence for participant %s, but there is neither one DataSource with one \
          transaction manager nor a bean of type JdbcFence or KafkaFence. Set \
          saga.participant.fence=kafka if its handlers only send records, or none if they are \
          idempotent by themselves\
          """
              .formatted(name));
    }
  }
}
