package dev.sagas.spring.autoconfigure;

import dev.sagas.admin.AdminConfig;
import dev.sagas.admin.SagaAdmin;
import dev.sagas.spring.SagaOrchestratorConnectionDetails;
import java.net.URI;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** A client of the orchestrator's HTTP, for tools of operators. */
@AutoConfiguration(after = SagaConnectionAutoConfiguration.class)
@ConditionalOnClass(SagaAdmin.class)
@EnableConfigurationProperties(SagaProperties.class)
public class SagaAdminAutoConfiguration {
  @Bean
  @ConditionalOnProperty("saga.orchestrator.url")
  @ConditionalOnMissingBean(SagaOrchestratorConnectionDetails.class)
  SagaOrchestratorConnectionDetails sagaOrchestratorConnectionDetails(SagaProperties properties) {
    String url = String.valueOf(properties.orchestrator().url());
    return () -> url;
  }

  @Bean
  @ConditionalOnBean(SagaOrchestratorConnectionDetails.class)
  @ConditionalOnMissingBean
  SagaAdmin sagaAdmin(SagaOrchestratorConnectionDetails details, SagaProperties properties) {
    AdminConfig config = AdminConfig.at(URI.create(details.url()));
    String token = properties.orchestrator().token();
    return SagaAdmin.of(token == null ? config : config.withToken(token));
  }
}
