package dev.sagas.spring.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.metrics.ParticipantMetrics;
import dev.sagas.protocol.SagaId;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.spring.health.SagaBrokerHealthIndicator;
import dev.sagas.spring.health.SagaPartsHealthIndicator;
import dev.sagas.spring.health.SagaRegistryHealthIndicator;
import dev.sagas.spring.platform.TravelApplication.Bookings;
import dev.sagas.spring.platform.TravelApplication.Desk;
import io.micrometer.core.instrument.MeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** An application of Spring Boot with PostgreSQL, before and after its Kafka is there. */
@Tag("crash")
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StarterOnPlatformTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private EmbeddedPostgres postgres;
  private PlatformProcess platform;
  private ConfigurableApplicationContext application;
  private String embedded;

  @BeforeAll
  void startTheApplicationBeforeItsKafka() throws Exception {
    postgres = EmbeddedPostgres.builder().setDataDirectory(folder.resolve("postgres")).start();
    platform = PlatformProcess.in(folder.resolve("platform"));
    application =
        new SpringApplicationBuilder(TravelApplication.class)
            .web(WebApplicationType.NONE)
            .properties(
                "saga.bootstrap-servers=" + platform.bootstrapServers(),
                "saga.schema-registry.url=" + platform.registryUrl(),
                "saga.outbox.enabled=true",
                "spring.threads.virtual.enabled=true",
                "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "spring.datasource.hikari.maximum-pool-size=20",
                "spring.sql.init.mode=always",
                "spring.sql.init.schema-locations=classpath:dev/sagas/participant/fence/postgresql.sql,"
                    + "classpath:dev/sagas/outbox/postgresql.sql,classpath:weekend-trip.sql",
                "spring.main.banner-mode=off")
            .run();
    assertThat(health(SagaBrokerHealthIndicator.class)).isEqualTo(Status.DOWN);
    assertThat(reason(SagaBrokerHealthIndicator.class)).contains("a broker to answer within");
    assertThat(health(SagaRegistryHealthIndicator.class)).isEqualTo(Status.DOWN);
    assertThat(reason(SagaRegistryHealthIndicator.class)).contains(platform.registryUrl());
    assertThat(health(SagaPartsHealthIndicator.class)).isEqualTo(Status.OUT_OF_SERVICE);
    platform.start();
    for (Class<? extends HealthIndicator> each :
        List.of(
            SagaBrokerHealthIndicator.class,
            SagaRegistryHealthIndicator.class,
            SagaPartsHealthIndicator.class)) {
      await().atMost(PATIENCE).until(() -> health(each), Status.UP::equals);
    }
  }

  @AfterAll
  void stop() throws Exception {
    if (application != null) {
      application.close();
    }
    platform.close();
    postgres.close();
  }

  private Status health(Class<? extends HealthIndicator> indicator) {
    return application.getBean(indicator).health().getStatus();
  }

  private String reason(Class<? extends HealthIndicator> indicator) {
    return String.valueOf(application.getBean(indicator).health().getDetails().get("reason"));
  }

  static TripData trip(String id, String hotel, int days) {
    return TripData.newBuilder()
        .setTripId(id)
        .setTraveller("ada")
        .setCarClass("compact")
        .setHotel(hotel)
        .setFlight("none")
        .setDays(days)
        .build();
  }

  private SagaOutcome outcomeOf(TripData trip) throws Exception {
    return application
        .getBean(SagaClient.class)
        .startAndAwait(SagaStart.of(WeekendTrip.TYPE, trip.getTripId(), trip), PATIENCE)
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private int bookings(String tripId) {
    return application.getBean(Bookings.class).count(tripId);
  }

  @Test
  void shouldRunOnTheKafkaClientsOfSpringBoot() {
    assertThat(AppInfoParser.getVersion()).isEqualTo(System.getProperty("tested.kafka.version"));
  }

  @Test
  void shouldCommitWhatTheRepositoriesDidWhenTheSagaCompletes() throws Exception {
    // when
    SagaOutcome outcome = outcomeOf(trip("trip-1", "seaside", 2));

    // then
    assertThat(outcome.getOutcome()).hasToString("COMPLETED");
    assertThat(bookings("trip-1")).isEqualTo(2);
    assertThat(TravelApplication.THREADS)
        .as("virtual threads where there are any")
        .containsExactly(
            Runtime.version().feature() >= 21 ? "java.lang.VirtualThread" : "java.lang.Thread");
    MeterRegistry meters = application.getBean(MeterRegistry.class);
    assertThat(meters.get(ParticipantMetrics.COMMANDS).tag("step", "book-car").timer().count())
        .isPositive();
    assertThat(meters.get("saga.handler").tag("outcome", "succeeded").timers()).isNotEmpty();
  }

  @Test
  void shouldLeaveNothingWhenAHandlerRejects() throws Exception {
    // when
    SagaOutcome outcome = outcomeOf(trip("trip-2", TravelApplication.FULL, 2));

    // then
    assertThat(outcome.getOutcome()).hasToString("COMPENSATED");
    assertThat(bookings("trip-2")).isZero();
  }

  @Test
  void shouldStartASagaIfAndOnlyIfItsTransactionCommits() throws Exception {
    // given
    Desk desk = application.getBean(Desk.class);
    CompletableFuture<SagaOutcome> outcome =
        application.getBean(SagaClient.class).outcomeOf(new SagaId("trip-3"), PATIENCE);

    // when
    assertThatThrownBy(() -> desk.order(trip("trip-4", "seaside", 61)))
        .isInstanceOf(IllegalArgumentException.class);
    desk.order(trip("trip-3", "seaside", 3));

    // then: what was rolled back was before it
    assertThat(outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getOutcome())
        .hasToString("COMPLETED");
    assertThat(bookings("trip-3")).isEqualTo(2);
    assertThat(bookings("trip-4")).isZero();
  }

  @Test
  void shouldRunTheDefinitionsOfAnApplicationOnTheOrchestratorsKafka() throws Exception {
    assertThat(embedded()).contains("embedded orchestrator is running");
    assertThat(embedded()).contains("The saga has ended: COMPENSATED");
  }

  @Test
  void shouldRunHandlersOnVirtualThreadsWhereJavaHasThem() throws Exception {
    assumeTrue(InstalledJava.withVirtualThreads().isPresent(), "no Java 21 or newer is installed");

    assertThat(embedded()).contains("A handler ran on a java.lang.VirtualThread");
  }

  /** What an application with its own orchestrator has printed, on the newest Java that is here. */
  private synchronized String embedded() throws Exception {
    if (embedded == null) {
      embedded = runEmbedded(InstalledJava.withVirtualThreads().orElseGet(InstalledJava::current));
    }
    return embedded;
  }

  private String runEmbedded(InstalledJava java) throws Exception {
    Process process =
        new ProcessBuilder(
                java.program().toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                PlatformProcess.classPathWithSpring(),
                EmbeddedTravel.class.getName(),
                "--saga.bootstrap-servers=" + platform.bootstrapServers(),
                "--saga.schema-registry.url=" + platform.registryUrl(),
                "--saga.topic-prefix=embedded.",
                "--spring.threads.virtual.enabled=true",
                "--saga.orchestrator.properties[partitions]=2",
                "--saga.orchestrator.properties[http.port]=-1",
                "--saga.orchestrator.properties[state.dir]=" + folder.resolve("state"))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
