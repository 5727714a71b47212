package dev.sagas.dev.bench;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.serde.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Writes requests by hand, without the client's library. */
final class RequestWriter implements SagaStarter {
  private final String topic = TopicNames.DEFAULT.requests();
  private final PlainSender sender;
  private final AvroCodec codec;
  private final SagaLedger ledger;
  private final byte[] type;

  RequestWriter(BenchCluster cluster, SagaLedger ledger, String type) {
    this.sender = new PlainSender(cluster.clients().producer(Map.of()));
    this.codec = cluster.recordCodec();
    this.ledger = ledger;
    this.type = type.getBytes(StandardCharsets.UTF_8);
    codec.register(topic, TripData.getClassSchema());
  }

  @Override
  public void start(long intendedNanos) {
    long number = ledger.start(intendedNanos);
    write(SagaLedger.id(number), number);
  }

  /** Starts a saga that is not in the ledger. */
  void write(String id, long number) {
    byte[] key = id.getBytes(StandardCharsets.UTF_8);
    RecordHeaders headers = new RecordHeaders();
    headers.add(SagaHeaders.SAGA_ID, key);
    headers.add(SagaHeaders.TYPE, type);
    sender.send(
        new ProducerRecord<>(
            topic, null, key, codec.encode(topic, SagaStarter.trip(id, number)), headers));
  }

  @Override
  public void close() {
    sender.close();
  }
}
