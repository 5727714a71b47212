package dev.sagas.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaEffect;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaStartAnswer;
import dev.sagas.schema.SagaTransition;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The bytes of protocol version 1, as released. A change that these tests find is a change of the
 * protocol. To add a new file, run with {@code -Dsaga.golden.write=true} and look at what changed.
 */
class GoldenBytesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/v1");
  private static final int BYTES_PER_LINE = 32;

  private final InMemoryRegistryClient registry = new InMemoryRegistryClient();
  private final AvroCodec byTopic = WireFixtures.codec(registry, SubjectStrategy.TOPIC_NAME);
  private final AvroCodec byRecord = WireFixtures.codec(registry, SubjectStrategy.RECORD_NAME);
  private final JournalCodec journal = new JournalCodec(byTopic, TopicNames.DEFAULT.journal());
  private final OutputWriter writer = new OutputWriter(byTopic, byRecord, TopicNames.DEFAULT);
  private final OutputWriter.Route route =
      new OutputWriter.Route(
          5, Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

  @BeforeEach
  void register() {
    byTopic.register(TopicNames.DEFAULT.journal(), SagaTransition.getClassSchema());
    byTopic.register(TopicNames.DEFAULT.outcomes(), SagaOutcome.getClassSchema());
    byRecord.register(TopicNames.DEFAULT.answers(), SagaStartAnswer.getClassSchema());
  }

  @Test
  void shouldKeepItsBytesWhenATransitionIsWritten() throws IOException {
    assertGolden("transition", journal.encode(WireFixtures.entry()).value());
    assertGolden("note", journal.encode(WireFixtures.note()).value());
    assertGolden("rebuilt", journal.encode(WireFixtures.rebuilt()).value());
  }

  @Test
  void shouldReadReleasedTransitionsWhenTheyWereWrittenLongAgo() throws IOException {
    byte[] released = golden("transition");

    JournalEntry entry = journal.decode(released);

    assertThat(entry.events()).isEqualTo(WireFixtures.allEvents());
    assertThat(JournalCodec.statedHash(released)).isEqualTo(JournalCodec.hashOf(released));
  }

  @Test
  void shouldKeepItsBytesWhenACheckpointIsWritten() throws IOException {
    Checkpoint checkpoint =
        new Checkpoint(WireFixtures.state(), OptionalLong.of(1_700_000_030_100L));

    assertGolden("checkpoint", CheckpointCodec.encode(checkpoint));
    assertThat(CheckpointCodec.decode(golden("checkpoint"))).isEqualTo(checkpoint);
    assertGolden("tombstone", CheckpointCodec.encode(Checkpoint.of(WireFixtures.tombstone())));
  }

  @Test
  void shouldKeepItsBytesWhenAnOutcomeIsWritten() throws IOException {
    SagaEffect.PublishOutcome compensated =
        new SagaEffect.PublishOutcome(
            SagaStatus.COMPENSATED,
            Optional.of(WireFixtures.REASON),
            WireFixtures.DATA,
            List.of(),
            List.of(WireFixtures.B));
    SagaEffect.PublishOutcome ended =
        new SagaEffect.PublishOutcome(
            SagaStatus.ENDED_BY_OPERATOR,
            Optional.of(new UnwindReason(Optional.empty(), "ENDED_BY_OPERATOR", "By ann: lost")),
            WireFixtures.DATA,
            List.of(WireFixtures.A, WireFixtures.B),
            List.of());
    OutputWriter.Refusal refusal =
        new OutputWriter.Refusal(
            WireFixtures.IDENTITY.id(), "trip", "UNKNOWN_TYPE", "No such type", 1_700_000_000_000L);

    OutboundRecord outcome =
        writer.outcome(WireFixtures.tombstone(), compensated, WireFixtures.cause(), route);
    assertGolden("outcome", outcome.value());
    assertThat(outcome.topic()).isEqualTo("saga.outcomes");
    assertThat(outcome.partition()).hasValue(5);
    assertThat(outcome.key()).isEqualTo(WireFixtures.bytes("order:42"));
    assertGolden(
        "ended-by-operator",
        writer.outcome(WireFixtures.tombstone(), ended, WireFixtures.cause(), route).value());
    assertGolden("refused", writer.refused(refusal, route).value());
  }

  @Test
  void shouldKeepItsBytesWhenAnAnswerIsWritten() throws IOException {
    OutboundRecord answer =
        writer.answer(
            "saga.answers",
            Optional.of("request-1"),
            new OutputWriter.Answer(
                WireFixtures.IDENTITY.id(),
                OutputWriter.Verdict.CONFLICT,
                Optional.of(WireFixtures.state()),
                Optional.of(Map.entry("CONFLICTING_START", "Another payload"))));

    assertGolden("answer", answer.value());
    assertGolden("answer-headers", headers(answer));
  }

  @Test
  void shouldKeepItsHeadersWhenACommandIsWritten() throws IOException {
    OutboundRecord execute = writer.command(WireFixtures.IDENTITY, send(Action.EXECUTE), route);
    OutboundRecord undo = writer.command(WireFixtures.IDENTITY, send(Action.COMPENSATE), route);

    assertGolden("execute-headers", headers(execute));
    assertGolden("compensate-headers", headers(undo));
    assertThat(execute.topic()).isEqualTo("payments.commands");
    assertThat(execute.partition()).as("by key").isEmpty();
    assertThat(execute.key()).isEqualTo(WireFixtures.bytes("order:42"));
    assertThat(undo.headers())
        .containsEntry(SagaHeaders.EXECUTE_OUTCOME, "unknown")
        .containsEntry(SagaHeaders.UNDOES, "order:42/00ff00ff00ff/charge-card/execute/2");
  }

  @Test
  void shouldBoundItsSizeFromAboveWhenARecordIsMeasured() throws IOException {
    OutboundRecord execute = writer.command(WireFixtures.IDENTITY, send(Action.EXECUTE), route);
    int headerBytes = headers(execute).size();

    assertThat(execute.maxBytes())
        .isGreaterThan(execute.key().size() + execute.value().size() + headerBytes);
  }

  private static SagaEffect.SendCommand send(Action action) {
    DeduplicationKey key =
        new DeduplicationKey(
            WireFixtures.IDENTITY.id(), WireFixtures.IDENTITY.run(), WireFixtures.B, action, 2);
    return new SagaEffect.SendCommand(
        new ParticipantName("payments"),
        new CommandId(key, 3),
        WireFixtures.bytes("command"),
        1_700_000_030_000L,
        1_700_604_800_000L,
        action == Action.COMPENSATE
            ? Optional.of(new SagaEffect.Undo(key.forAction(Action.EXECUTE), false))
            : Optional.empty());
  }

  private static Bytes headers(OutboundRecord record) {
    StringBuilder text = new StringBuilder();
    record
        .headers()
        .forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return WireFixtures.bytes(text.toString());
  }

  private static void assertGolden(String name, Bytes actual) throws IOException {
    boolean isText = name.endsWith("-headers");
    if (Boolean.getBoolean("saga.golden.write")) {
      Files.createDirectories(GOLDEN);
      byte[] content =
          isText ? actual.array() : hex(actual.array()).getBytes(StandardCharsets.US_ASCII);
      Files.write(GOLDEN.resolve(name + (isText ? ".txt" : ".hex")), content);
    }
    if (isText) {
      assertThat(new String(actual.array(), StandardCharsets.UTF_8))
          .isEqualTo(Files.readString(GOLDEN.resolve(name + ".txt")));
    } else {
      assertThat(hex(actual.array())).isEqualTo(Files.readString(GOLDEN.resolve(name + ".hex")));
    }
  }

  private static byte[] golden(String name) throws IOException {
    String text = Files.readString(GOLDEN.resolve(name + ".hex"));
    return HexFormat.of().parseHex(text.replace("\n", ""));
  }

  private static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.length; i += BYTES_PER_LINE) {
      int end = Math.min(bytes.length, i + BYTES_PER_LINE);
      text.append(HexFormat.of().formatHex(bytes, i, end)).append('\n');
    }
    return text.toString();
  }
}
