package dev.sagas.spring.platform;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.spring.SagaHandler;
import dev.sagas.spring.SagaParticipant;
import dev.sagas.spring.StepRejectedException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * A process of its own, on the orchestrator's Kafka libraries: participants, client and
 * orchestrator in one application. Prints how a saga ended.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({EmbeddedTravel.Cars.class, EmbeddedTravel.Hotels.class})
class EmbeddedTravel {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** The arguments are properties. */
  public static void main(String[] arguments) throws Exception {
    try (ConfigurableApplicationContext application =
        new SpringApplicationBuilder(EmbeddedTravel.class)
            .web(WebApplicationType.NONE)
            .properties(
                "saga.participant.fence=none",
                "spring.docker.compose.enabled=false",
                "spring.main.banner-mode=off")
            .run(arguments)) {
      TripData trip = StarterOnPlatformTest.trip("trip-9", TravelApplication.FULL, 2);
      SagaOutcome outcome =
          application
              .getBean(SagaClient.class)
              .startAndAwait(SagaStart.of(WeekendTrip.TYPE, "trip-9", trip), PATIENCE)
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      System.out.println("The saga has ended: " + outcome.getOutcome());
    }
  }

  @Bean
  WeekendTrip weekendTrip() {
    return new WeekendTrip();
  }

  @SagaParticipant("cars")
  static class Cars {
    @SagaHandler
    CarBooked book(BookCar command) {
      System.out.println("A handler ran on a " + Thread.currentThread().getClass().getName());
      return new CarBooked(command.getTripId(), "car-1");
    }

    @SagaHandler
    CarCancelled cancel(CancelCar command) {
      return new CarCancelled(command.getTripId());
    }
  }

  @SagaParticipant("hotels")
  static class Hotels {
    @SagaHandler
    CarBooked book(BookHotel command) {
      throw new StepRejectedException("FULL", "No room is left");
    }
  }
}
