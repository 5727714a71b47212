package dev.sagas.samples.agency;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.client.StartRefusedException;
import dev.sagas.participant.CommandContext;
import dev.sagas.participant.Participant;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.samples.schema.agency.BookTravel;
import dev.sagas.samples.schema.agency.CancelTravel;
import dev.sagas.samples.schema.agency.TravelBooked;
import dev.sagas.samples.schema.agency.TravelCancelled;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.samples.trip.TripBooking;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaStartAnswer;
import dev.sagas.schema.StartVerdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A participant whose step is a saga: starts it, and answers when it has ended.
 *
 * <ul>
 *   <li>Keeps no state. The saga's id is derived from the deduplication key, and starting is
 *       idempotent by saga id (R1): each attempt asks again how that saga ended.
 *   <li>Never rejects a compensation: an operator's retry would have a different key, and so refer
 *       to a different saga.
 * </ul>
 */
public final class TravelAgency implements AutoCloseable {
  /** The participant's name. */
  public static final String NAME = "agency";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SAGAS_AWAITED_AT_ONCE = 64;

  private final Duration patience;
  private final SagaClient client;
  private final Participant participant;

  private TravelAgency(Map<String, ?> kafka, Duration patience) {
    this.patience = patience;
    this.client = SagaClient.connect(kafka);
    this.participant =
        Participant.named(NAME)
            .kafka(kafka)
            .unfenced()
            .concurrency(SAGAS_AWAITED_AT_ONCE)
            .replies(TravelBooked.class, TravelCancelled.class)
            .handle(BookTravel.class, this::book)
            .handle(CancelTravel.class, this::cancel)
            .build();
  }

  /** Handles commands until it is closed. */
  public static TravelAgency start(Map<String, ?> kafka) {
    return start(kafka, PATIENCE);
  }

  /**
   * The same with a different patience.
   *
   * @param patience how long an attempt awaits the saga's end: well below the attempt's time-out
   */
  static TravelAgency start(Map<String, ?> kafka, Duration patience) {
    TravelAgency agency = new TravelAgency(kafka, patience);
    agency.participant.start();
    return agency;
  }

  StepResult book(BookTravel command, CommandContext context) throws Exception {
    String booking = bookingOf(context.deduplicationKey());
    SagaStart start =
        SagaStart.of(TripBooking.TYPE, booking, command.getTrip())
            .withLabel("parent", context.sagaId().value());
    return switch (endOf(start)) {
      case COMPLETED -> StepResult.succeeded(new TravelBooked(booking));
      case COMPENSATED, REFUSED -> StepResult.rejected("TRAVEL_NOT_BOOKED", "See saga " + booking);
      case UNKNOWN -> StepResult.failed("STILL_BOOKING", "Saga " + booking + " continues");
      case ENDED_BY_OPERATOR -> endedByHand(booking);
    };
  }

  StepResult cancel(CancelTravel command, CommandContext context) throws Exception {
    TripData trip = command.getTrip();
    if (command.getBookingSaga() != null) {
      return undo(trip, command.getBookingSaga());
    }
    String booking = bookingOf(context.deduplicationKey());
    return switch (endOf(SagaStart.of(TripNeverBegan.TYPE, booking, trip))) {
      case COMPLETED -> undo(trip, booking);
      case COMPENSATED -> StepResult.succeeded(new TravelCancelled(trip.getTripId()));
      case UNKNOWN -> StepResult.failed("STILL_BOOKING", "Saga " + booking + " continues");
      case REFUSED -> StepResult.failed("REFUSED", TripNeverBegan.TYPE + " was refused");
      case ENDED_BY_OPERATOR -> endedByHand(booking);
    };
  }

  /** A completed saga stays completed (R14): undoing it takes another saga. */
  private StepResult undo(TripData trip, String booking) throws Exception {
    OutcomeKind end = endOf(SagaStart.of(TripCancellation.TYPE, booking + ":undo", trip));
    return end == OutcomeKind.COMPLETED
        ? StepResult.succeeded(new TravelCancelled(trip.getTripId()))
        : StepResult.failed("NOT_CANCELLED", "Saga " + booking + ":undo is " + end);
  }

  private static StepResult endedByHand(String booking) {
    return StepResult.failed("ENDED_BY_OPERATOR", "What is left of saga " + booking + "?");
  }

  /** The same for all attempts, for the step and its compensation. */
  private static String bookingOf(DeduplicationKey key) {
    String execute = key.forAction(Action.EXECUTE).toString();
    return "travel-" + UUID.nameUUIDFromBytes(execute.getBytes(StandardCharsets.UTF_8));
  }

  /** How the saga with this id ended; unknown while it is running. */
  private OutcomeKind endOf(SagaStart start) throws Exception {
    try {
      return client.startAndAwait(start.wantAnswer(), patience).get().getOutcome();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StartRefusedException refused) {
        return endOf(refused.answer());
      }
      if (e.getCause() instanceof TimeoutException) {
        return OutcomeKind.UNKNOWN;
      }
      throw e;
    }
  }

  /** The id was known: the answer says how the saga ended. */
  private static OutcomeKind endOf(SagaStartAnswer answer) {
    return answer.getVerdict() == StartVerdict.REFUSED
        ? OutcomeKind.REFUSED
        : Stream.of(OutcomeKind.values())
            .filter(kind -> kind.name().equals(answer.getStatus()))
            .findFirst()
            .orElse(OutcomeKind.UNKNOWN);
  }

  @Override
  public void close() {
    participant.close();
    client.close();
  }
}
