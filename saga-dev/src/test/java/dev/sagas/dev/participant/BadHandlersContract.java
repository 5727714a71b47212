package dev.sagas.dev.participant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.participant.CommandContext;
import dev.sagas.participant.Participant;
import dev.sagas.participant.ParticipantBuilder;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.SagaId;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bad handler leads to a clear error on its saga, and holds up no other: one partition, two
 * lanes, and commands of good sagas between those of bad ones.
 */
@Timeout(180)
abstract class BadHandlersContract {
  private static final Map<String, String> BAD =
      Map.of(
          "throws", "HANDLER_THREW",
          "overflows", "HANDLER_THREW",
          "hangs", "HANDLER_TIMED_OUT",
          "hangs-for-good", "HANDLER_TIMED_OUT",
          "null", "HANDLER_RETURNED_NULL",
          "unknown-type", "UNDECLARED_REPLY_TYPE",
          "incomplete", "REPLY_NOT_ENCODABLE");

  private final CountDownLatch released = new CountDownLatch(1);
  @TempDir private Path directory;
  private DevPlatform platform;
  private SagaClient client;
  private Participant desk;

  /** Sets the fence. */
  abstract ParticipantBuilder fenced(ParticipantBuilder builder) throws Exception;

  @BeforeEach
  void start() throws Exception {
    platform =
        DevPlatform.start(
            DevPlatformConfig.in(directory)
                .withPartitions(1)
                .with(OrchestratorConfig.DEFINITIONS, RentedCar.class.getName())
                .with(OrchestratorConfig.HTTP_PORT, "-1"));
    client = SagaClient.connect(platform.clientConfig());
    desk =
        fenced(Participant.named("bad-desk"))
            .kafka(platform.clientConfig())
            .concurrency(2)
            .handlerTimeout(Duration.ofSeconds(1))
            .replies(CarBooked.class, CarCancelled.class)
            .handle(BookCar.class, this::book)
            .handle(CancelCar.class, BadHandlersContract::cancel)
            .build();
    desk.start();
  }

  @AfterEach
  void stop() {
    released.countDown();
    desk.close();
    client.close();
    platform.close();
  }

  @Test
  void shouldTellTheSagaWhatIsWrongAndGoOnWithOthersWhenAHandlerIsBad() throws Exception {
    // given
    Map<String, CompletableFuture<SagaOutcome>> bad = new LinkedHashMap<>();
    List<CompletableFuture<SagaOutcome>> good = new ArrayList<>();

    // when
    for (String how : BAD.keySet()) {
      bad.put(how, begin("bad-" + how, how));
      good.add(begin("good-after-" + how, "fine"));
    }

    // then
    for (Map.Entry<String, CompletableFuture<SagaOutcome>> begun : bad.entrySet()) {
      SagaOutcome outcome = begun.getValue().get(120, TimeUnit.SECONDS);
      assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
      assertThat(outcome.getReasonCode())
          .as("reason of the saga whose handler %s", begun.getKey())
          .isEqualTo(BAD.get(begun.getKey()));
      assertThat(outcome.getFailedStep()).isEqualTo("book-car");
    }
    for (CompletableFuture<SagaOutcome> begun : good) {
      assertThat(begun.get(60, TimeUnit.SECONDS).getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    }
    assertThat(desk.isRunning()).isTrue();
  }

  private CompletableFuture<SagaOutcome> begin(String id, String how) throws Exception {
    CompletableFuture<SagaOutcome> outcome =
        client.outcomeOf(new SagaId(id), Duration.ofSeconds(150));
    TripData trip = new TripData(id, "Ada", how, "Ritz", "OS 1", 5, null, null, null);
    client.start(SagaStart.of(RentedCar.TYPE, id, trip)).get(30, TimeUnit.SECONDS);
    return outcome;
  }

  @SuppressWarnings("NullAway") // what the test is about
  private StepResult book(BookCar command, CommandContext context) throws Exception {
    return switch (command.getCarClass()) {
      case "throws" -> throw new IllegalStateException("for the test");
      case "overflows" -> throw new StackOverflowError();
      case "hangs" -> {
        released.await();
        yield StepResult.failed("LATE", "Was not interrupted");
      }
      case "hangs-for-good" -> {
        hang();
        yield StepResult.succeeded(new CarBooked(command.getTripId(), "too late"));
      }
      case "null" -> null;
      case "unknown-type" -> StepResult.succeeded(new HotelBooked(command.getTripId(), "a hotel"));
      case "incomplete" -> StepResult.succeeded(new CarBooked());
      default -> StepResult.succeeded(new CarBooked(command.getTripId(), "car"));
    };
  }

  /** Not even an interrupt ends it. */
  private void hang() {
    boolean over = false;
    while (!over) {
      try {
        released.await();
        over = true;
      } catch (InterruptedException e) {
        over = false; // that is what it is for
      }
    }
  }

  private static StepResult cancel(CancelCar command, CommandContext context) {
    return StepResult.succeeded(new CarCancelled(command.getTripId()));
  }
}
