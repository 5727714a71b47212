package dev.sagas.spring.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.participant.FencedCommands;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.StepResult;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.NothingToUndoReason;
import dev.sagas.schema.StepFailure;
import dev.sagas.spring.SagaHandler;
import dev.sagas.spring.autoconfigure.Contexts;
import dev.sagas.spring.handler.CatalogHandlers;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** A persistence context of JPA writes what a handler did if and only if its step succeeds. */
@Timeout(60)
class PersistenceContextTest {
  private static void run(Class<?> handler, ContextConsumer<AssertableApplicationContext> test) {
    Contexts.withDatabase("db" + UUID.randomUUID())
        .withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class))
        .withPropertyValues("spring.jpa.hibernate.ddl-auto=create")
        .withUserConfiguration(Entities.class)
        .withBean("handlers", handler)
        .run(
            context -> {
              new ResourceDatabasePopulator(
                      new ClassPathResource("dev/sagas/participant/fence/h2.sql"))
                  .execute(context.getBean(DataSource.class));
              test.accept(context);
            });
  }

  private static String execute(AssertableApplicationContext context) {
    try (FencedCommands commands =
        new FencedCommands(
            context.getBean(JdbcFence.class), CatalogHandlers.only(context.getBeanFactory()))) {
      return commands.execute();
    }
  }

  private static int rows(AssertableApplicationContext context, String table) {
    return context
        .getBean(JdbcClient.class)
        .sql("SELECT COUNT(*) FROM " + table)
        .query(Integer.class)
        .single();
  }

  @Test
  void shouldWriteTheEntityWhenTheStepSucceeds() {
    run(
        Booking.class,
        context -> {
          assertThat(execute(context)).isEqualTo("succeeded");
          assertThat(rows(context, "booking")).isEqualTo(1);
        });
  }

  @Test
  void shouldNotWriteTheEntityWhenTheStepIsRejected() {
    run(
        Rejecting.class,
        context -> {
          assertThat(execute(context)).isEqualTo("rejected FULL");
          assertThat(rows(context, "booking")).isZero();
          assertThat(rows(context, "saga_fence")).isEqualTo(1);
        });
  }

  @Test
  void shouldBlameTheHandlerWhenItsEntityCannotBeWritten() {
    run(
        BookingNothing.class,
        context -> {
          assertThat(execute(context)).isEqualTo("failed HANDLER_THREW");
          assertThat(rows(context, "saga_fence")).isZero();
        });
  }

  @Configuration(proxyBeanMethods = false)
  @EntityScan(basePackageClasses = PersistenceContextTest.class)
  static class Entities {}

  /** What is booked. */
  @Entity(name = "booking")
  static class BookingRow {
    @Id private String id;

    @Column(nullable = false)
    private String traveller;

    protected BookingRow() {}

    BookingRow(String traveller) {
      this.id = "b-1";
      this.traveller = traveller;
    }
  }

  record Booking(EntityManager entities) {
    @SagaHandler
    NothingToUndo book(StepFailure command) {
      entities.persist(new BookingRow("ada"));
      return new NothingToUndo("done", NothingToUndoReason.REJECTED);
    }
  }

  record Rejecting(EntityManager entities) {
    @SagaHandler
    StepResult book(StepFailure command) {
      entities.persist(new BookingRow("ada"));
      return StepResult.rejected("FULL", "All rooms are taken");
    }
  }

  record BookingNothing(EntityManager entities) {
    @SagaHandler
    NothingToUndo book(StepFailure command) {
      entities.persist(new BookingRow(null));
      return new NothingToUndo("done", NothingToUndoReason.REJECTED);
    }
  }
}
