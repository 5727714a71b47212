package dev.sagas.dev.bench;

import dev.sagas.participant.KafkaFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.ParticipantBuilder;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookFlight;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CancelHotel;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import dev.sagas.samples.schema.trip.FlightBooked;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.samples.schema.trip.HotelCancelled;
import java.util.List;

/** The participants, written with the library; their handlers do nothing. */
final class LibraryServices implements AutoCloseable {
  private final List<Participant> participants;

  private LibraryServices(List<Participant> participants) {
    this.participants = participants;
  }

  /** Starts all three, with or without a fence. */
  static LibraryServices start(BenchCluster cluster, boolean fenced) {
    List<Participant> participants =
        List.of(
            named("cars", cluster, fenced)
                .replies(CarBooked.class, CarCancelled.class)
                .handle(
                    BookCar.class,
                    (command, context) ->
                        StepResult.succeeded(new CarBooked(command.getTripId(), "booking")))
                .handle(
                    CancelCar.class,
                    (command, context) ->
                        StepResult.succeeded(new CarCancelled(command.getTripId())))
                .build(),
            named("hotels", cluster, fenced)
                .replies(HotelBooked.class, HotelCancelled.class)
                .handle(
                    BookHotel.class,
                    (command, context) ->
                        StepResult.succeeded(new HotelBooked(command.getTripId(), "booking")))
                .handle(
                    CancelHotel.class,
                    (command, context) ->
                        StepResult.succeeded(new HotelCancelled(command.getTripId())))
                .build(),
            named("flights", cluster, fenced)
                .replies(FlightBooked.class)
                .handle(
                    BookFlight.class,
                    (command, context) ->
                        StepResult.succeeded(new FlightBooked(command.getTripId(), "booking")))
                .build());
    participants.forEach(Participant::start);
    return new LibraryServices(participants);
  }

  private static ParticipantBuilder named(String name, BenchCluster cluster, boolean fenced) {
    ParticipantBuilder builder = Participant.named(name).kafka(cluster.clientConfig());
    return fenced ? builder.fence(KafkaFence.create().replicationFactor(1)) : builder.unfenced();
  }

  @Override
  public void close() {
    participants.forEach(Participant::close);
  }
}
