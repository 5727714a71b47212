package dev.sagas.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryUnavailableException;
import dev.sagas.serde.SubjectStrategy;
import dev.sagas.serde.WireFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R18, R22: what a record holds is an input, or a dead letter with a reason; nothing fails. */
class InboundReaderTest {
  private static final int MAX_VALUE_BYTES = 200;
  private static final String REMOVED = "<removed>";
  private static final String COMMAND = "s-1/00ff00ff00ff/a/execute/1#2";

  private final InMemoryRegistryClient registry = new InMemoryRegistryClient();
  private final AvroCodec codec = WireFixtures.codec(registry, SubjectStrategy.RECORD_NAME);
  private final InboundReader reader =
      new InboundReader(codec, TopicNames.DEFAULT, "cluster-1", MAX_VALUE_BYTES);
  private Bytes value;

  @BeforeEach
  void encode() {
    codec.register("saga.requests", StepFailure.getClassSchema());
    value = Bytes.of(codec.encode("saga.requests", new StepFailure("c", "m", Map.of())));
  }

  @Test
  void shouldBeAStartWhenARequestFits() {
    Inbound read = reader.read(request(Map.of("saga-version", "2", "saga-labels", "shop=7")));

    assertThat(read)
        .isEqualTo(
            new Inbound.Input(
                new SagaInput.Start(
                    new SagaId("s-1"),
                    RunIds.of("cluster-1", "", new Position("saga.requests", 0, 7)),
                    "order",
                    OptionalInt.of(2),
                    value,
                    Map.of("shop", "7"))));
  }

  @Test
  void shouldLeaveTheVersionOpenWhenARequestNamesNone() {
    Inbound.Input read = (Inbound.Input) reader.read(request(Map.of()));

    assertThat(((SagaInput.Start) read.input()).version()).isEmpty();
    assertThat(((SagaInput.Start) read.input()).labels()).isEmpty();
  }

  @Test
  void shouldBeAReplyWhenAnAnswerFits() {
    Map<String, String> rejected =
        Map.of(
            "saga-outcome", "rejected", "saga-error-code", "NO", "saga-error-message", "not today");

    assertThat(reader.read(reply(rejected)))
        .isEqualTo(
            new Inbound.Input(
                new SagaInput.Reply(
                    CommandId.parse(COMMAND),
                    StepOutcome.REJECTED,
                    value,
                    "dev.sagas.schema.StepFailure",
                    Optional.of(new SagaInput.Failure("NO", "not today")))));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "90000, 90000", "86400000, 86400000", "86400001, 86400000"})
  void shouldWaitADayAtMostWhenAParticipantAsks(String header, long expectedMs) {
    Map<String, String> failed = Map.of("saga-outcome", "failed", "saga-retry-after", header);

    assertThat(failure(failed).retryAfterMs()).hasValue(expectedMs);
  }

  @Test
  void shouldCutTheErrorWhenAParticipantDidNot() {
    SagaInput.Failure failure =
        failure(
            Map.of(
                "saga-outcome", "rejected",
                "saga-error-message", "x".repeat(5_000),
                "saga-error-code", "y".repeat(5_000)));

    assertThat(failure.message()).hasSize(1_024);
    assertThat(failure.code()).hasSize(128);
    assertThat(failure.retryAfterMs()).isEmpty();
  }

  @Test
  void shouldHaveNoFailureWhenTheStepSucceeded() {
    Inbound.Input read =
        (Inbound.Input)
            reader.read(reply(Map.of("saga-error-code", "NO", "saga-retry-after", "5")));

    assertThat(((SagaInput.Reply) read.input()).failure()).isEmpty();
  }

  private SagaInput.Failure failure(Map<String, String> headers) {
    Inbound.Input read = (Inbound.Input) reader.read(reply(headers));
    return ((SagaInput.Reply) read.input()).failure().orElseThrow();
  }

  /** Topic, header, its value, and the code that this makes. */
  @ParameterizedTest
  @CsvSource({
    "requests, saga-id, <removed>, MISSING_HEADER, false",
    "requests, saga-id, a b, MALFORMED_HEADER, false",
    "requests, saga-id, s-2, KEY_MISMATCH, false",
    "requests, saga-type, <removed>, MISSING_HEADER, true",
    "requests, saga-version, two, MALFORMED_HEADER, true",
    "requests, saga-version, 99999999999, MALFORMED_HEADER, true",
    "requests, saga-labels, none, MALFORMED_HEADER, true",
    "replies, saga-id, <removed>, MISSING_HEADER, false",
    "replies, saga-id, s-2, KEY_MISMATCH, false",
    "replies, saga-in-reply-to, <removed>, MISSING_HEADER, true",
    "replies, saga-in-reply-to, nonsense, MALFORMED_HEADER, true",
    "replies, saga-in-reply-to, s-2/00ff00ff00ff/a/execute/1#2, MALFORMED_HEADER, true",
    "replies, saga-outcome, <removed>, MISSING_HEADER, true",
    "replies, saga-outcome, maybe, MALFORMED_HEADER, true",
    "replies, saga-retry-after, soon, MALFORMED_HEADER, true",
    "replies, saga-retry-after, -1, MALFORMED_HEADER, true",
    "requests, saga-version, +1, MALFORMED_HEADER, true",
    "requests, saga-version, 01, MALFORMED_HEADER, true",
    "requests, saga-version, ١, MALFORMED_HEADER, true",
    "replies, saga-retry-after, +5, MALFORMED_HEADER, true",
    "replies, saga-retry-after, १, MALFORMED_HEADER, true",
    "replies, saga-in-reply-to, s-1/00ff00ff00ff/a/execute/+1#2, MALFORMED_HEADER, true",
    "replies, saga-in-reply-to, s-1/00ff00ff00ff/a/execute/1#٢, MALFORMED_HEADER, true",
  })
  void shouldBeUnreadableWhenAHeaderIsWrong(
      String topic, String header, String text, DeadLetterCode code, boolean idKnown) {
    Map<String, String> change = Map.of(header, text);
    Inbound read = reader.read(topic.equals("requests") ? request(change) : reply(change));

    assertThat(read)
        .isInstanceOfSatisfying(
            Inbound.Unreadable.class,
            unreadable -> {
              assertThat(unreadable.code()).isEqualTo(code);
              assertThat(unreadable.message())
                  .contains(code == DeadLetterCode.KEY_MISMATCH ? "key" : header);
              assertThat(unreadable.sagaId().isPresent()).isEqualTo(idKnown);
            });
  }

  @Test
  void shouldBeUnreadableWhenTheKeyIsMissingOrNotTheId() {
    assertCode(with(Optional.empty(), Optional.of(value)), DeadLetterCode.KEY_MISMATCH);
    assertCode(
        with(Optional.of(WireFixtures.bytes("s-2")), Optional.of(value)),
        DeadLetterCode.KEY_MISMATCH);
  }

  @Test
  void shouldBeUnreadableWhenTheValueIsMissingCorruptOrTooLarge() {
    Optional<Bytes> key = Optional.of(WireFixtures.bytes("s-1"));
    byte[] cut = Arrays.copyOf(value.array(), value.size() - 1);
    byte[] longer = Arrays.copyOf(value.array(), value.size() + 1);

    assertCode(with(key, Optional.empty()), DeadLetterCode.MISSING_VALUE);
    assertCode(with(key, Optional.of(Bytes.EMPTY)), DeadLetterCode.CORRUPT_VALUE);
    assertCode(with(key, Optional.of(WireFixtures.bytes("{}"))), DeadLetterCode.CORRUPT_VALUE);
    assertCode(with(key, Optional.of(Bytes.of(cut))), DeadLetterCode.CORRUPT_VALUE);
    assertCode(with(key, Optional.of(Bytes.of(longer))), DeadLetterCode.CORRUPT_VALUE);
    assertCode(
        with(key, Optional.of(Bytes.of(WireFormat.frame(4711, new byte[] {0})))),
        DeadLetterCode.UNKNOWN_SCHEMA);
    assertCode(
        with(key, Optional.of(Bytes.of(new byte[MAX_VALUE_BYTES + 1]))),
        DeadLetterCode.VALUE_TOO_LARGE);
  }

  private void assertCode(InboundRecord record, DeadLetterCode code) {
    assertThat(reader.read(record))
        .isInstanceOfSatisfying(
            Inbound.Unreadable.class,
            unreadable -> {
              assertThat(unreadable.code()).isEqualTo(code);
              assertThat(unreadable.message()).isNotBlank();
            });
  }

  @Test
  void shouldWaitWhenTheRegistryCannotBeReached() {
    AvroCodec cutOff =
        AvroCodec.create(
            Map.of("schema.registry.url", "http://127.0.0.1:1", "max.retries", "0"),
            SubjectStrategy.RECORD_NAME);
    InboundReader waiting =
        new InboundReader(cutOff, TopicNames.DEFAULT, "cluster-1", MAX_VALUE_BYTES);

    assertThatThrownBy(() -> waiting.read(request(Map.of())))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  /** One bad answer about one schema is that record's fault, and no outage of the registry. */
  @Test
  void shouldBeUnreadableWhenTheRegistryAnswersBadlyAboutItsSchemaAlone() throws IOException {
    // given
    byte[] latin1 =
        "{\"schema\":\"{\\\"doc\\\":\\\"für\\\"}\"}".getBytes(StandardCharsets.ISO_8859_1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, latin1));
    server.createContext(
        "/schemas/types",
        exchange -> answer(exchange, "[\"AVRO\"]".getBytes(StandardCharsets.UTF_8)));
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();

    // when
    Inbound read;
    try (AvroCodec http =
        AvroCodec.create(Map.of("schema.registry.url", url), SubjectStrategy.RECORD_NAME)) {
      read =
          new InboundReader(http, TopicNames.DEFAULT, "cluster-1", MAX_VALUE_BYTES)
              .read(request(Map.of()));
    } finally {
      server.stop(0);
    }

    // then
    assertThat(read)
        .isInstanceOfSatisfying(
            Inbound.Unreadable.class,
            unreadable -> {
              assertThat(unreadable.code()).isEqualTo(DeadLetterCode.CORRUPT_VALUE);
              assertThat(unreadable.message()).contains("schema id", "is not UTF-8");
            });
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void shouldBeCoveredHereOrInTheEngineWhenCodesAreAdded() {
    Set<DeadLetterCode> here =
        EnumSet.of(
            DeadLetterCode.KEY_MISMATCH,
            DeadLetterCode.MISSING_HEADER,
            DeadLetterCode.MALFORMED_HEADER,
            DeadLetterCode.MISSING_VALUE,
            DeadLetterCode.CORRUPT_VALUE,
            DeadLetterCode.UNKNOWN_SCHEMA,
            DeadLetterCode.VALUE_TOO_LARGE,
            DeadLetterCode.MALFORMED_OPERATION); // InboundSteeringTest
    Set<DeadLetterCode> inDeadLettersTest =
        EnumSet.of(
            DeadLetterCode.WRONG_PARTITION,
            DeadLetterCode.UNKNOWN_REPLY_TO,
            DeadLetterCode.NO_SUCH_SAGA,
            DeadLetterCode.UNKNOWN_TYPE,
            DeadLetterCode.UNKNOWN_VERSION,
            DeadLetterCode.INVALID_DATA,
            DeadLetterCode.OUTPUT_TOO_LARGE,
            DeadLetterCode.TOPIC_MISSING,
            DeadLetterCode.CORRUPT_CHECKPOINT,
            DeadLetterCode.TRANSACTION_FAILED);
    Set<DeadLetterCode> elsewhere = EnumSet.copyOf(inDeadLettersTest);
    elsewhere.add(DeadLetterCode.ENGINE_FAULT); // GuardedDeciderTest
    elsewhere.add(DeadLetterCode.UNKNOWN_SIGNAL); // WaitingSagasTest
    elsewhere.add(DeadLetterCode.INVALID_SIGNAL); // WaitingSagasTest
    elsewhere.add(DeadLetterCode.SIGNAL_BUFFER_FULL); // WaitingSagasTest

    assertThat(EnumSet.complementOf(EnumSet.copyOf(here))).isEqualTo(elsewhere);
  }

  private InboundRecord request(Map<String, String> change) {
    Map<String, String> headers = new HashMap<>();
    headers.put(SagaHeaders.SAGA_ID, "s-1");
    headers.put(SagaHeaders.TYPE, "order");
    return record("saga.requests", headers, change);
  }

  private InboundRecord reply(Map<String, String> change) {
    Map<String, String> headers = new HashMap<>();
    headers.put(SagaHeaders.SAGA_ID, "s-1");
    headers.put(SagaHeaders.IN_REPLY_TO, COMMAND);
    headers.put(SagaHeaders.OUTCOME, "succeeded");
    return record("saga.replies", headers, change);
  }

  private InboundRecord record(
      String topic, Map<String, String> headers, Map<String, String> change) {
    headers.putAll(change);
    headers.values().removeIf(REMOVED::equals);
    return new InboundRecord(
        new Position(topic, 0, 7),
        Optional.of(WireFixtures.bytes("s-1")),
        Optional.of(value),
        headers);
  }

  private InboundRecord with(Optional<Bytes> key, Optional<Bytes> other) {
    InboundRecord fits = request(Map.of());
    return new InboundRecord(fits.position(), key, other, fits.headers());
  }
}
