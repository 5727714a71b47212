package dev.sagas.spring.test;

import dev.sagas.definition.SagaDefinition;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.spring.handler.HandlerAround;
import dev.sagas.spring.handler.HandlerCatalog;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Test kits of the application's definitions, answered by its handlers. */
@AutoConfiguration
public class SagaTestAutoConfiguration {
  @Bean
  SagaTestKits sagaTestKits(
      ConfigurableListableBeanFactory beans,
      ObjectProvider<SagaDefinition<?>> definitions,
      Environment environment) {
    Optional<ParticipantName> name =
        Optional.ofNullable(environment.getProperty("saga.participant.name"))
            .filter(given -> !given.isBlank())
            .map(ParticipantName::new);
    return new SagaTestKits(
        definitions.orderedStream().toList(),
        () -> HandlerCatalog.of(beans, name, HandlerAround.all(List.of())));
  }
}
