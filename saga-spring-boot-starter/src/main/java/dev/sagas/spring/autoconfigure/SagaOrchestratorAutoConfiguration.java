package dev.sagas.spring.autoconfigure;

import dev.sagas.definition.SagaDefinition;
import dev.sagas.orchestrator.app.Orchestrator;
import dev.sagas.spring.SagaSettings;
import dev.sagas.spring.lifecycle.ManagedPart;
import dev.sagas.spring.lifecycle.PartSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** An orchestrator within the application, for the definitions among its beans. */
@AutoConfiguration(
    after = SagaConnectionAutoConfiguration.class,
    before = SagaParticipantAutoConfiguration.class)
@ConditionalOnClass(Orchestrator.class)
@ConditionalOnBean(SagaDefinition.class)
@ConditionalOnBooleanProperty(name = "saga.orchestrator.enabled", matchIfMissing = true)
public class SagaOrchestratorAutoConfiguration {
  @Bean
  PartSource sagaEmbeddedOrchestrator(
      ObjectProvider<SagaDefinition<?>> definitions,
      SagaSettings settings,
      SagaProperties properties) {
    EmbeddedOrchestrator embedded =
        EmbeddedOrchestrator.of(
            definitions.orderedStream().toList(), settings, properties.orchestrator().properties());
    ManagedPart part = new ManagedPart("embedded orchestrator", embedded::start);
    return () -> List.of(part);
  }
}
