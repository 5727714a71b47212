package dev.sagas.spring.autoconfigure;

import dev.sagas.metrics.ParticipantMetrics;
import dev.sagas.spring.ParticipantCustomizer;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Meters of the participants. */
@AutoConfiguration(
    before = SagaParticipantAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
    })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public class SagaMetricsAutoConfiguration {
  /** For participants that the application builds itself, too: it can inject it as a listener. */
  @Bean
  @ConditionalOnMissingBean
  ParticipantMetrics sagaParticipantMetrics(MeterRegistry registry) {
    return ParticipantMetrics.on(registry);
  }

  @Bean
  ParticipantCustomizer sagaMetricsCustomizer(ParticipantMetrics metrics) {
    return (name, builder) -> builder.listener(metrics);
  }
}
