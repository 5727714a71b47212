package dev.sagas.spring.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;

/** Applications of tests, in which nothing connects. */
public final class Contexts {
  private Contexts() {}

  /** With everything of the starter, but nothing started, and without a database. */
  public static ApplicationContextRunner plain() {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                SagaAdminAutoConfiguration.class,
                SagaClientAutoConfiguration.class,
                SagaConnectionAutoConfiguration.class,
                SagaFenceAutoConfiguration.class,
                SagaHealthAutoConfiguration.class,
                SagaMetricsAutoConfiguration.class,
                SagaObservationAutoConfiguration.class,
                SagaOrchestratorAutoConfiguration.class,
                SagaOutboxAutoConfiguration.class,
                SagaParticipantAutoConfiguration.class))
        .withPropertyValues("saga.auto-startup=false", "saga.participant.name=cars");
  }

  /** The same with a database in memory, of that name. */
  public static ApplicationContextRunner withDatabase(String name) {
    return plain()
        .withConfiguration(
            AutoConfigurations.of(
                DataSourceAutoConfiguration.class,
                DataSourceTransactionManagerAutoConfiguration.class,
                JdbcTemplateAutoConfiguration.class,
                JdbcClientAutoConfiguration.class,
                TransactionAutoConfiguration.class))
        .withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
  }
}
