package com.example.shop.spring;

import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.registry.EmbeddedRegistry;
import dev.sagas.spring.SagaBrokerConnectionDetails;
import dev.sagas.spring.SagaRegistryConnectionDetails;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Kafka, registry and PostgreSQL: in containers where Docker answers, otherwise in this process.
 */
@TestConfiguration(proxyBeanMethods = false)
@Import({Platform.InContainers.class, Platform.InThisProcess.class})
class Platform {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Configuration(proxyBeanMethods = false)
  @Conditional(Docker.class)
  static class InContainers {
    @Bean
    @ServiceConnection
    KafkaContainer kafka() {
      return new KafkaContainer("apache/kafka:4.3.1").withStartupTimeout(PATIENCE);
    }

    @Bean
    @ServiceConnection(name = "apicurio/apicurio-registry")
    GenericContainer<?> registry() {
      return new GenericContainer<>("apicurio/apicurio-registry:3.3.3")
          .withExposedPorts(8080, 9000)
          .waitingFor(Wait.forHttp("/health/ready").forPort(9000).withStartupTimeout(PATIENCE));
    }

    @Bean
    @ServiceConnection
    PostgreSQLContainer postgres() {
      return new PostgreSQLContainer("postgres:17").withStartupTimeout(PATIENCE);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Conditional(NoDocker.class)
  static class InThisProcess {
    @Bean
    EmbeddedKafka kafka() throws IOException {
      return EmbeddedKafka.start(Files.createTempDirectory("shop-kafka"));
    }

    @Bean
    EmbeddedRegistry registry(EmbeddedKafka kafka) {
      return EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
    }

    @Bean
    EmbeddedPostgres postgres() throws IOException {
      return EmbeddedPostgres.start();
    }

    @Bean
    SagaBrokerConnectionDetails brokerConnection(EmbeddedKafka kafka) {
      return () -> List.of(kafka.bootstrapServers());
    }

    @Bean
    SagaRegistryConnectionDetails registryConnection(EmbeddedRegistry registry) {
      return registry::url;
    }

    @Bean
    JdbcConnectionDetails databaseConnection(EmbeddedPostgres postgres) {
      return new JdbcConnectionDetails() {
        @Override
        public String getJdbcUrl() {
          return postgres.getJdbcUrl("postgres", "postgres");
        }

        @Override
        public String getUsername() {
          return "postgres";
        }

        @Override
        public String getPassword() {
          return "postgres";
        }
      };
    }
  }

  static class Docker implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return DockerClientFactory.instance().isDockerAvailable();
    }
  }

  static class NoDocker extends Docker {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !super.matches(context, metadata);
    }
  }
}
