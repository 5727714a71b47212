package dev.sagas.spring.autoconfigure;

import dev.sagas.client.SagaClient;
import dev.sagas.spring.SagaSettings;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** The client that starts and signals sagas; made when a bean needs it. */
@AutoConfiguration(after = SagaConnectionAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "saga.client.enabled", matchIfMissing = true)
public class SagaClientAutoConfiguration {
  @Bean
  @Lazy
  @ConditionalOnMissingBean
  SagaClient sagaClient(SagaSettings settings) {
    return SagaClient.connect(settings.values());
  }
}
