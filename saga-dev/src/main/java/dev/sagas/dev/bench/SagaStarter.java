package dev.sagas.dev.bench;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.serde.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Starts sagas of one type, by records that it writes without the client's library. */
final class SagaStarter implements AutoCloseable {
  private final String topic = TopicNames.DEFAULT.requests();
  private final PlainSender sender;
  private final AvroCodec codec;
  private final SagaLedger ledger;
  private final byte[] type;

  SagaStarter(BenchCluster cluster, SagaLedger ledger, String type) {
    this.sender = new PlainSender(cluster.clients().producer(Map.of()));
    this.codec = cluster.recordCodec();
    this.ledger = ledger;
    this.type = type.getBytes(StandardCharsets.UTF_8);
    codec.register(topic, TripData.getClassSchema());
  }

  /** Starts a saga that should be started at that time. */
  void start(long intendedNanos) {
    long number = ledger.start(intendedNanos);
    String id = SagaLedger.id(number);
    byte[] key = id.getBytes(StandardCharsets.UTF_8);
    RecordHeaders headers = new RecordHeaders();
    headers.add(SagaHeaders.SAGA_ID, key);
    headers.add(SagaHeaders.TYPE, type);
    sender.send(
        new ProducerRecord<>(topic, null, key, codec.encode(topic, trip(id, number)), headers));
  }

  private static TripData trip(String id, long number) {
    int days = (int) (number % 14) + 1;
    return new TripData(
        id, "Traveller " + number, "compact", "Ritz", "OS " + number % 997, days, null, null, null);
  }

  @Override
  public void close() {
    sender.close();
  }
}
