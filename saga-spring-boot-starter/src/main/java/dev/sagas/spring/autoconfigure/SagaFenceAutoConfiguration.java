package dev.sagas.spring.autoconfigure;

import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.KafkaFence;
import dev.sagas.spring.autoconfigure.SagaProperties.FenceKind;
import dev.sagas.spring.handler.HandlerAround;
import dev.sagas.spring.transaction.HandlerTransaction;
import dev.sagas.spring.transaction.SpringTransactions;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;

/** The fence: in the application's database, or in Kafka. */
@AutoConfiguration(
    after = SagaConnectionAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
    })
public class SagaFenceAutoConfiguration {
  /** In the transactions of the application's manager. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({DataSourceUtils.class, PlatformTransactionManager.class})
  @Conditional(InDatabase.class)
  @ConditionalOnSingleCandidate(PlatformTransactionManager.class)
  @ConditionalOnMissingBean({JdbcFence.class, KafkaFence.class})
  static class FenceInDatabase {
    @Bean
    @ConditionalOnSingleCandidate(DataSource.class)
    @ConditionalOnMissingBean
    SpringTransactions sagaFenceTransactions(
        PlatformTransactionManager manager, DataSource dataSource) {
      return new SpringTransactions(manager, dataSource);
    }

    @Bean
    @ConditionalOnBean(SpringTransactions.class)
    JdbcFence sagaJdbcFence(SpringTransactions transactions, SagaProperties properties) {
      return JdbcFence.within(transactions).table(properties.participant().fenceTable());
    }
  }

  /**
   * What a fence in the application's transactions needs around handlers, also if the application
   * declares it.
   */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({DataSourceUtils.class, PlatformTransactionManager.class})
  static class AroundHandlers {
    @Bean
    @Order(0)
    HandlerAround sagaHandlerTransaction() {
      return new HandlerTransaction();
    }
  }

  /** In Kafka. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(InKafka.class)
  static class FenceInKafka {
    @Bean
    @ConditionalOnMissingBean
    KafkaFence sagaKafkaFence() {
      return KafkaFence.create();
    }
  }

  private abstract static class OfKind extends SpringBootCondition {
    private final FenceKind[] kinds;

    private OfKind(FenceKind... kinds) {
      this.kinds = kinds;
    }

    @Override
    public ConditionOutcome getMatchOutcome(
        ConditionContext context, AnnotatedTypeMetadata metadata) {
      FenceKind set =
          Binder.get(context.getEnvironment())
              .bind("saga.participant.fence", FenceKind.class)
              .orElse(FenceKind.AUTO);
      ConditionMessage message =
          ConditionMessage.forCondition("saga.participant.fence").because("it is " + set);
      return java.util.Arrays.asList(kinds).contains(set)
          ? ConditionOutcome.match(message)
          : ConditionOutcome.noMatch(message);
    }
  }

  /** The property asks for the database, or for nothing. */
  static final class InDatabase extends OfKind {
    InDatabase() {
      super(FenceKind.AUTO, FenceKind.JDBC);
    }
  }

  /** The property asks for Kafka. */
  static final class InKafka extends OfKind {
    InKafka() {
      super(FenceKind.KAFKA);
    }
  }
}
