package dev.sagas.spring.autoconfigure;

import dev.sagas.outbox.OutboxRelay;
import dev.sagas.outbox.SagaOutbox;
import dev.sagas.spring.SagaSettings;
import dev.sagas.spring.autoconfigure.SagaProperties.OutboxProperties;
import dev.sagas.spring.lifecycle.RelayPart;
import dev.sagas.spring.transaction.TransactionalOutbox;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** The outbox in the application's database, and its relay. */
@AutoConfiguration(
    after = SagaConnectionAutoConfiguration.class,
    before = SagaParticipantAutoConfiguration.class,
    afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnClass(DataSourceUtils.class)
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnBooleanProperty("saga.outbox.enabled")
public class SagaOutboxAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  SagaOutbox sagaOutbox(SagaSettings settings, SagaProperties properties) {
    return SagaOutbox.open(settings.values(), properties.outbox().table());
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBooleanProperty(name = "saga.outbox.relay", matchIfMissing = true)
  RelayPart sagaOutboxRelay(
      DataSource dataSource, SagaSettings settings, SagaProperties properties) {
    OutboxProperties outbox = properties.outbox();
    return new RelayPart(
        OutboxRelay.on(dataSource)
            .kafka(settings.values())
            .table(outbox.table())
            .batchRows(outbox.batchRows())
            .pollInterval(outbox.pollInterval()));
  }

  @Bean
  @ConditionalOnMissingBean
  TransactionalOutbox sagaTransactionalOutbox(
      SagaOutbox outbox, DataSource dataSource, ObjectProvider<RelayPart> relay) {
    return new TransactionalOutbox(outbox, dataSource, () -> relay.ifAvailable(RelayPart::wakeUp));
  }
}
