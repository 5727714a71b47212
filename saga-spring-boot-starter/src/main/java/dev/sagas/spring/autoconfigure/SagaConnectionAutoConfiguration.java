package dev.sagas.spring.autoconfigure;

import dev.sagas.protocol.ClientSettings;
import dev.sagas.spring.SagaBrokerConnectionDetails;
import dev.sagas.spring.SagaRegistryConnectionDetails;
import dev.sagas.spring.SagaSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where broker and registry are, and the settings of all clients. */
@AutoConfiguration(
    afterName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
@EnableConfigurationProperties(SagaProperties.class)
public class SagaConnectionAutoConfiguration {
  /** Uses the brokers of Spring Boot's Kafka support, unless they are named for sagas. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(KafkaConnectionDetails.class)
  static class BrokersOfSpringKafka {
    @Bean
    @ConditionalOnMissingBean(SagaBrokerConnectionDetails.class)
    SagaBrokerConnectionDetails brokersOfSpringKafka(
        ObjectProvider<KafkaConnectionDetails> kafka, SagaProperties properties) {
      KafkaConnectionDetails details = kafka.getIfAvailable();
      return details == null || !properties.bootstrapServers().isEmpty()
          ? brokersOf(properties)
          : details::getBootstrapServers;
    }
  }

  @Bean
  @ConditionalOnMissingBean(SagaBrokerConnectionDetails.class)
  SagaBrokerConnectionDetails sagaBrokerConnectionDetails(SagaProperties properties) {
    return brokersOf(properties);
  }

  @Bean
  @ConditionalOnMissingBean(SagaRegistryConnectionDetails.class)
  SagaRegistryConnectionDetails sagaRegistryConnectionDetails(SagaProperties properties) {
    return () -> properties.schemaRegistry().url();
  }

  @Bean
  @ConditionalOnMissingBean
  SagaSettings sagaSettings(
      SagaProperties properties,
      SagaBrokerConnectionDetails brokers,
      SagaRegistryConnectionDetails registry) {
    Map<String, Object> settings = new HashMap<>(properties.schemaRegistry().properties());
    settings.putAll(properties.kafka());
    settings.put("bootstrap.servers", String.join(",", brokers.bootstrapServers()));
    settings.put("schema.registry.url", registry.url());
    if (!properties.topicPrefix().isEmpty()) {
      settings.put(ClientSettings.TOPIC_PREFIX, properties.topicPrefix());
    }
    return new SagaSettings(settings);
  }

  private static SagaBrokerConnectionDetails brokersOf(SagaProperties properties) {
    List<String> named = properties.bootstrapServers();
    return () -> named.isEmpty() ? List.of("localhost:9092") : named;
  }
}
