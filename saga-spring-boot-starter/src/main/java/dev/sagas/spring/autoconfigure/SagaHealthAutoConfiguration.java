package dev.sagas.spring.autoconfigure;

import dev.sagas.spring.SagaSettings;
import dev.sagas.spring.health.SagaBrokerHealthIndicator;
import dev.sagas.spring.health.SagaPartsHealthIndicator;
import dev.sagas.spring.health.SagaRegistryHealthIndicator;
import dev.sagas.spring.lifecycle.SagaLifecycle;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Health of broker, registry and the application's own parts. */
@AutoConfiguration(after = SagaParticipantAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
public class SagaHealthAutoConfiguration {
  @Bean
  @ConditionalOnEnabledHealthIndicator("saga-broker")
  @ConditionalOnMissingBean(name = "sagaBrokerHealthIndicator")
  SagaBrokerHealthIndicator sagaBrokerHealthIndicator(
      SagaSettings settings, SagaProperties properties) {
    return new SagaBrokerHealthIndicator(settings.values(), properties.health().timeout());
  }

  @Bean
  @ConditionalOnEnabledHealthIndicator("saga-registry")
  @ConditionalOnMissingBean(name = "sagaRegistryHealthIndicator")
  SagaRegistryHealthIndicator sagaRegistryHealthIndicator(SagaSettings settings) {
    return new SagaRegistryHealthIndicator(settings.values(), settings.topics());
  }

  @Bean
  @ConditionalOnEnabledHealthIndicator("saga-parts")
  @ConditionalOnMissingBean(name = "sagaPartsHealthIndicator")
  SagaPartsHealthIndicator sagaPartsHealthIndicator(SagaLifecycle lifecycle) {
    return new SagaPartsHealthIndicator(lifecycle);
  }
}
