package dev.sagas.orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.engine.wire.WireFixtures;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.schema.Hash;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The headers that make an outcome a CloudEvent. */
class CloudEventHeadersTest {
  private static final String TOPIC = "shop.saga.outcomes";

  private final CloudEventHeaders headers =
      new CloudEventHeaders(TOPIC, "/sagas/shop.saga-orchestrator");

  private static OutboundRecord record(String topic, SagaOutcome outcome) {
    AvroCodec codec = WireFixtures.codec(new InMemoryRegistryClient(), SubjectStrategy.TOPIC_NAME);
    codec.register(TOPIC, SagaOutcome.getClassSchema());
    return new OutboundRecord(
        topic,
        OptionalInt.of(0),
        Bytes.EMPTY,
        Bytes.of(codec.encode(TOPIC, outcome)),
        Map.of(SagaHeaders.SAGA_ID, outcome.getSagaId()));
  }

  private static SagaOutcome outcome(OutcomeKind kind, String run, int version, long revision) {
    return SagaOutcome.newBuilder()
        .setSagaId("order-42")
        .setRun(run)
        .setType("order-fulfilment")
        .setVersion(version)
        .setOutcome(kind)
        .setStartedAt(Instant.ofEpochMilli(1_795_176_000_000L))
        .setEndedAt(Instant.ofEpochMilli(1_795_176_000_123L))
        .setRevision(revision)
        .setHash(new Hash(new byte[32]))
        .build();
  }

  @Test
  void shouldSayWhatEndedAndHow() {
    SagaOutcome ended = outcome(OutcomeKind.ENDED_BY_OPERATOR, "0d4f0da762e6", 3, 17);

    assertThat(headers.of(record(TOPIC, ended)))
        .containsExactly(
            Map.entry("ce_specversion", "1.0"),
            Map.entry("ce_id", "order-42/0d4f0da762e6/17"),
            Map.entry("ce_source", "/sagas/shop.saga-orchestrator"),
            Map.entry("ce_type", "dev.sagas.ended-by-operator"),
            Map.entry("ce_subject", "order-42"),
            Map.entry("ce_time", "2026-11-20T12:00:00.123Z"),
            Map.entry("ce_sagatype", "order-fulfilment"),
            Map.entry("ce_sagaversion", "3"),
            Map.entry("content-type", "application/avro"));
  }

  @Test
  void shouldNameARefusalByItsTimeWhenItHasNoRun() {
    assertThat(headers.of(record(TOPIC, outcome(OutcomeKind.REFUSED, "", 0, 0))))
        .containsEntry("ce_id", "order-42/refused/1795176000123")
        .containsEntry("ce_type", "dev.sagas.refused")
        .doesNotContainKey("ce_sagaversion");
  }

  @Test
  void shouldLeaveOtherRecordsAsTheyAre() {
    SagaOutcome completed = outcome(OutcomeKind.COMPLETED, "0d4f0da762e6", 1, 5);

    assertThat(headers.of(record("shop.saga.journal", completed))).isEmpty();
  }

  @Test
  void shouldHaveTheHeadersOfTheProtocolsPage() throws IOException {
    String page = Files.readString(Path.of("../docs/reference/protocol.md"));
    int begin = page.indexOf("\n### On outcomes, with `outcome.cloudevents`\n") + 5;
    String section = page.substring(begin, page.indexOf("\n##", begin));
    List<String> documented =
        section
            .lines()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .toList();

    assertThat(headers.of(record(TOPIC, outcome(OutcomeKind.COMPLETED, "0d4f0da762e6", 1, 5))))
        .containsOnlyKeys(documented);
  }
}
