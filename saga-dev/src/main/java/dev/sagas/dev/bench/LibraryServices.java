package dev.sagas.dev.bench;

import dev.sagas.participant.Participant;
import dev.sagas.participant.ParticipantBuilder;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.TopicNames;
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
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The participants, written with the library. */
final class LibraryServices implements AutoCloseable {
  private final List<Participant> participants;

  private LibraryServices(List<Participant> participants) {
    this.participants = participants;
  }

  /** Starts all three, whose handlers have this effect. */
  static LibraryServices start(BenchCluster cluster, LibraryEffect effect) {
    List<Participant> participants =
        List.of(cars(cluster, effect), hotels(cluster, effect), flights(cluster, effect));
    skipAnswered(cluster, participants);
    participants.forEach(Participant::start);
    return new LibraryServices(participants);
  }

  private static Participant cars(BenchCluster cluster, LibraryEffect effect) {
    return named("cars", cluster, effect)
        .replies(CarBooked.class, CarCancelled.class)
        .handle(
            BookCar.class,
            (command, context) -> {
              effect.take(command.getTripId(), context);
              return StepResult.succeeded(new CarBooked(command.getTripId(), "booking"));
            })
        .handle(
            CancelCar.class,
            (command, context) -> {
              effect.take(command.getTripId(), context);
              return StepResult.succeeded(new CarCancelled(command.getTripId()));
            })
        .build();
  }

  private static Participant hotels(BenchCluster cluster, LibraryEffect effect) {
    return named("hotels", cluster, effect)
        .replies(HotelBooked.class, HotelCancelled.class)
        .handle(
            BookHotel.class,
            (command, context) -> {
              effect.take(command.getTripId(), context);
              return StepResult.succeeded(new HotelBooked(command.getTripId(), "booking"));
            })
        .handle(
            CancelHotel.class,
            (command, context) -> {
              effect.take(command.getTripId(), context);
              return StepResult.succeeded(new HotelCancelled(command.getTripId()));
            })
        .build();
  }

  private static Participant flights(BenchCluster cluster, LibraryEffect effect) {
    return named("flights", cluster, effect)
        .replies(FlightBooked.class)
        .handle(
            BookFlight.class,
            (command, context) -> {
              effect.take(command.getTripId(), context);
              return StepResult.succeeded(new FlightBooked(command.getTripId(), "booking"));
            })
        .build();
  }

  /**
   * A group without offsets begins with the oldest command: it would answer again what participants
   * of the series before have answered.
   */
  private static void skipAnswered(BenchCluster cluster, List<Participant> participants) {
    try (Admin admin = cluster.clients().admin()) {
      for (Participant participant : participants) {
        String group = participant.name().value();
        boolean isNew =
            BenchClients.result(
                    "read the offsets of " + group,
                    admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .isEmpty();
        if (isNew) {
          String topic = TopicNames.DEFAULT.commands(participant.name());
          BenchClients.result(
              "set the offsets of " + group,
              admin.alterConsumerGroupOffsets(group, ends(admin, topic, cluster)).all());
        }
      }
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> ends(
      Admin admin, String topic, BenchCluster cluster) {
    Map<TopicPartition, OffsetSpec> latest =
        BenchClients.partitions(topic, cluster.partitions()).stream()
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    return BenchClients.result("read the ends of " + topic, admin.listOffsets(latest).all())
        .entrySet()
        .stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, end -> new OffsetAndMetadata(end.getValue().offset())));
  }

  private static ParticipantBuilder named(String name, BenchCluster cluster, LibraryEffect effect) {
    return effect.fence(Participant.named(name).kafka(cluster.clientConfig()));
  }

  @Override
  public void close() {
    participants.forEach(Participant::close);
  }
}
