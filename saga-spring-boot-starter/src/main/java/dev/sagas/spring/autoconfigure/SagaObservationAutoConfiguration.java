package dev.sagas.spring.autoconfigure;

import dev.sagas.spring.handler.HandlerAround;
import dev.sagas.spring.observation.ObservedHandlers;
import dev.sagas.spring.observation.SagaHandlerConvention;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Observations of handlers. */
@AutoConfiguration(
    before = SagaParticipantAutoConfiguration.class,
    afterName =
        "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
public class SagaObservationAutoConfiguration {
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  HandlerAround sagaObservedHandlers(
      ObservationRegistry registry, ObjectProvider<SagaHandlerConvention> convention) {
    return new ObservedHandlers(registry, convention.getIfAvailable(SagaHandlerConvention::new));
  }
}
