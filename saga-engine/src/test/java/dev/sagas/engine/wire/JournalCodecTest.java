package dev.sagas.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvent.SkipCause;
import dev.sagas.schema.SagaTransition;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The journal's entries: every event comes back, and the hash covers every byte. */
class JournalCodecTest {
  private final AvroCodec codec =
      WireFixtures.codec(new InMemoryRegistryClient(), SubjectStrategy.TOPIC_NAME);
  private final JournalCodec journal = new JournalCodec(codec, "saga.journal");

  @BeforeEach
  void register() {
    codec.register("saga.journal", SagaTransition.getClassSchema());
  }

  static Stream<SagaEvent> events() {
    return WireFixtures.allEvents().stream();
  }

  @ParameterizedTest
  @MethodSource("events")
  void shouldComeBackWhenAnEventIsWrittenAndRead(SagaEvent event) {
    EventReader reader = new EventReader(WireFixtures.IDENTITY, Optional.of(WireFixtures.DATA));

    assertThat(reader.read(event.accept(new EventWriter()))).isEqualTo(event);
  }

  @Test
  void shouldHaveWrittenEveryEventWhenTheInterfaceGrows() {
    assertThat(events().map(event -> (Object) event.getClass()))
        .containsExactlyInAnyOrderElementsOf(kinds(SagaEvent.class));
  }

  private static List<Object> kinds(Class<?> sealed) {
    List<Object> kinds = new ArrayList<>();
    for (Class<?> kind : sealed.getPermittedSubclasses()) {
      kinds.addAll(kind.isSealed() ? kinds(kind) : List.of(kind));
    }
    return kinds;
  }

  @ParameterizedTest
  @EnumSource
  void shouldComeBackWhenAStepWasSkippedForTheCause(SkipCause cause) {
    assertComesBack(new SagaEvent.StepSkipped(WireFixtures.A, cause, OptionalLong.empty()));
  }

  @ParameterizedTest
  @EnumSource
  void shouldComeBackWhenTheOperationIsOfTheKind(OperationKind kind) {
    assertComesBack(new ControlEvent.OperationApplied("op-1", kind, "ann", "why"));
  }

  @ParameterizedTest
  @EnumSource
  void shouldComeBackWhenTheIncidentHasTheCode(IncidentCode code) {
    assertComesBack(new SagaEvent.IncidentRaised("i", Optional.empty(), code, "why"));
  }

  private static void assertComesBack(SagaEvent event) {
    EventReader reader = new EventReader(WireFixtures.IDENTITY, Optional.empty());

    assertThat(reader.read(event.accept(new EventWriter()))).isEqualTo(event);
  }

  @ParameterizedTest
  @EnumSource
  void shouldComeBackWhenTheCauseIsOfTheKind(Cause.Kind kind) {
    JournalEntry note = WireFixtures.note();
    Cause cause = new Cause(kind, Optional.empty(), Optional.of("ann"), Map.of(), Optional.empty());
    JournalEntry entry = withCause(note, cause);

    byte[] value = journal.encode(entry).value().array();

    assertThat(journal.decode(value).cause()).isEqualTo(cause);
  }

  @Test
  void shouldComeBackWhenAnEntryIsEncodedAndDecoded() {
    for (JournalEntry entry : List.of(WireFixtures.entry(), WireFixtures.note())) {
      JournalCodec.Encoded encoded = journal.encode(entry);

      byte[] value = encoded.value().array();
      assertThat(journal.decode(value)).isEqualTo(entry);
      assertThat(JournalCodec.statedHash(value)).isEqualTo(encoded.hash());
    }
  }

  @Test
  void shouldEndWithTheDigestOfTheAvroBytesBeforeIt() {
    // when
    JournalCodec.Encoded encoded = journal.encode(WireFixtures.entry());

    // then
    byte[] value = encoded.value().array();
    int end = value.length - Digest.SIZE;
    assertThat(Arrays.copyOfRange(value, end, value.length))
        .isEqualTo(encoded.hash().value().array());
    assertThat(Digest.sha256(Arrays.copyOfRange(value, 5, end))).isEqualTo(encoded.hash());
    assertThat(JournalCodec.hashOf(value)).isEqualTo(encoded.hash());
  }

  @Test
  void shouldBeDetectedWhenAnyByteIsChanged() {
    // given
    byte[] value = journal.encode(WireFixtures.entry()).value().array();
    assertThat(isIntact(value)).isTrue();

    // then
    for (int i = 0; i < value.length; i++) {
      for (int bit : new int[] {0x01, 0x80}) {
        byte[] tampered = value.clone();
        tampered[i] ^= (byte) bit;
        assertThat(isIntact(tampered)).as("byte %d bit %d", i, bit).isFalse();
      }
    }
  }

  private boolean isIntact(byte[] value) {
    if (!JournalCodec.hashOf(value).equals(JournalCodec.statedHash(value))) {
      return false;
    }
    try {
      journal.decode(value);
      return true;
    } catch (SerializationException e) {
      return false;
    }
  }

  @Test
  void shouldHaveTheSameBytesWhenHeadersAreInAnotherOrder() {
    // given
    Map<String, String> one = new HashMap<>();
    for (int i = 0; i < 12; i++) {
      one.put("h" + (i * 7 % 12), "v");
    }
    Map<String, String> other = new HashMap<>(1_000);
    for (int i = 0; i < 12; i++) {
      other.put("h" + (11 - i), "v");
    }

    // then
    assertThat(journal.encode(withHeaders(one))).isEqualTo(journal.encode(withHeaders(other)));
    byte[] value = journal.encode(withHeaders(one)).value().array();
    assertThat(new String(value, StandardCharsets.ISO_8859_1))
        .as("in alphabetical order")
        .containsSubsequence("h0", "h1", "h10", "h11", "h2", "h9");
  }

  private static JournalEntry withHeaders(Map<String, String> headers) {
    return withCause(
        WireFixtures.note(),
        new Cause(Cause.Kind.REPLY, Optional.empty(), Optional.empty(), headers, Optional.empty()));
  }

  private static JournalEntry withCause(JournalEntry entry, Cause cause) {
    return new JournalEntry(entry.place(), cause, entry.content());
  }

  @Test
  void shouldRefuseWhenTheBytesAreNoEntry() {
    assertThatThrownBy(() -> journal.decode(new byte[] {1, 2, 3}))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> journal.decode(Bytes.EMPTY.array()))
        .isInstanceOf(SerializationException.class);
    EventReader reader = new EventReader(WireFixtures.IDENTITY, Optional.empty());
    assertThatThrownBy(() -> reader.read("no event")).isInstanceOf(IllegalArgumentException.class);
  }
}
