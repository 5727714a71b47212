package dev.sagas.dev.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.schema.Hash;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.RecoveryRecord;
import dev.sagas.schema.SagaCheckpoint;
import dev.sagas.schema.SagaDefinitionDescriptor;
import dev.sagas.schema.SagaOperation;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaStartAnswer;
import dev.sagas.schema.SagaTransition;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.CorruptRecordException;
import dev.sagas.serde.RegistryUnavailableException;
import dev.sagas.serde.SagaAvroDeserializer;
import dev.sagas.serde.SagaAvroSerializer;
import dev.sagas.serde.SchemaNotRegisteredException;
import dev.sagas.serde.SubjectStrategy;
import dev.sagas.serde.UnknownSchemaException;
import dev.sagas.serde.WireFormat;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our serializer and deserializer beside Confluent's real ones, on one registry. */
abstract class ConfluentInterop {
  private static final String TOPIC = "interop";
  private static final int RECORDS_PER_SCHEMA = 50;
  private static final List<Schema> SCHEMAS =
      List.of(
          RecoveryRecord.getClassSchema(),
          SagaCheckpoint.getClassSchema(),
          SagaDefinitionDescriptor.getClassSchema(),
          SagaOperation.getClassSchema(),
          SagaOutcome.getClassSchema(),
          SagaStartAnswer.getClassSchema(),
          SagaTransition.getClassSchema(),
          StepFailure.getClassSchema());

  /** Where the registry is. */
  abstract String url();

  /** For every test, so that each shows as skipped where something is missing. */
  @BeforeEach
  void requireConfluent() {
    ConfluentClasses.assumePresent();
  }

  @ParameterizedTest
  @EnumSource(SubjectStrategy.class)
  void shouldWriteTheSameBytesWhenRecordsAreRandom(SubjectStrategy strategy) throws Exception {
    long seed = new Random().nextLong();
    int compared = 0;
    for (Schema schema : SCHEMAS) {
      String topic = topicOf(schema);
      try (AvroCodec codec = AvroCodec.create(config(), strategy);
          Serializer<Object> theirs = ConfluentClasses.serializer(config(strategy));
          Deserializer<Object> theirReader = ConfluentClasses.deserializer(config(strategy))) {
        codec.register(topic, schema);
        for (Object datum : new RandomData(schema, RECORDS_PER_SCHEMA, seed, true)) {
          GenericRecord record = (GenericRecord) datum;
          byte[] ours = codec.encode(topic, record);

          assertThat(ours).as("seed " + seed).isEqualTo(theirs.serialize(topic, record));
          assertThat(theirReader.deserialize(topic, ours))
              .as("seed " + seed)
              .isEqualTo(codec.decode(topic, ours));
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(SCHEMAS.size() * RECORDS_PER_SCHEMA);
  }

  @ParameterizedTest
  @EnumSource(SubjectStrategy.class)
  void shouldReadBothWaysWhenRecordsAreOfGeneratedClasses(SubjectStrategy strategy)
      throws Exception {
    SagaOutcome outcome = outcome();
    String topic = topicOf(outcome.getSchema());
    Map<String, Object> specific = config(strategy);
    specific.put("specific.avro.reader", true);
    try (AvroCodec codec = AvroCodec.create(config(), strategy);
        Serializer<Object> theirs = ConfluentClasses.serializer(config(strategy));
        Deserializer<Object> theirReader = ConfluentClasses.deserializer(specific);
        SagaAvroDeserializer ourReader = new SagaAvroDeserializer()) {
      ourReader.configure(specific, false);
      codec.register(topic, outcome.getSchema());

      byte[] fromUs = codec.encode(topic, outcome);
      byte[] fromThem = theirs.serialize(topic, outcome);

      assertThat(fromUs).isEqualTo(fromThem);
      assertThat(theirReader.deserialize(topic, fromUs)).isEqualTo(outcome);
      assertThat(ourReader.deserialize(topic, fromThem)).isEqualTo(outcome);
      assertThat(codec.decode(topic, fromThem, SagaOutcome.class)).isEqualTo(outcome);
    }
  }

  @ParameterizedTest
  @EnumSource(SubjectStrategy.class)
  void shouldFindEachOthersSchemasWhenTheyAreRegisteredWhileWriting(SubjectStrategy strategy)
      throws Exception {
    Map<String, Object> registering = config(strategy);
    registering.put("auto.register.schemas", true);
    StepFailure failure = StepFailure.newBuilder().setCode("C").setMessage("m").build();
    try (Serializer<Object> theirs = ConfluentClasses.serializer(registering);
        SagaAvroSerializer ours = new SagaAvroSerializer();
        AvroCodec lookingUp = AvroCodec.create(config(), strategy);
        Serializer<Object> theirsLookingUp = ConfluentClasses.serializer(config(strategy))) {
      ours.configure(registering, false);
      String byThem = "they-" + strategy.name();
      String byUs = "we-" + strategy.name();

      byte[] theirBytes = theirs.serialize(byThem, failure);
      byte[] ourBytes = ours.serialize(byUs, failure);

      assertThat(lookingUp.encode(byThem, failure)).isEqualTo(theirBytes);
      assertThat(theirsLookingUp.serialize(byUs, failure)).isEqualTo(ourBytes);
    }
  }

  @ParameterizedTest
  @EnumSource(SubjectStrategy.class)
  void shouldWorkAlikeWhenConfluentsClassesArePluggedIn(SubjectStrategy strategy) {
    SagaOutcome outcome = outcome();
    String topic = topicOf(outcome.getSchema());
    try (AvroCodec ours = AvroCodec.create(config(), strategy);
        AvroCodec plugged = AvroCodec.create(plugged(url()), strategy)) {
      plugged.register(topic, outcome.getSchema());

      byte[] value = plugged.encode(topic, outcome);

      assertThat(value).isEqualTo(ours.encode(topic, outcome));
      assertThat(plugged.decode(topic, value, SagaOutcome.class)).isEqualTo(outcome);
      assertThat(plugged.decode(topic, value)).isEqualTo(ours.decode(topic, value));
    }
  }

  @Test
  void shouldSortErrorsAlikeWhenConfluentsClassesArePluggedIn() {
    SagaOutcome outcome = outcome();
    try (AvroCodec plugged = AvroCodec.create(plugged(url()), SubjectStrategy.TOPIC_NAME)) {
      int id = plugged.register(TOPIC, outcome.getSchema());
      byte[] value = plugged.encode(TOPIC, outcome);
      byte[] cut = Arrays.copyOf(value, value.length - 3);

      assertThatThrownBy(() -> plugged.encode("never-registered", outcome))
          .isInstanceOf(SchemaNotRegisteredException.class);
      assertThatThrownBy(() -> plugged.decode(TOPIC, WireFormat.frame(2_000_000_000, new byte[3])))
          .isInstanceOf(UnknownSchemaException.class);
      assertThatThrownBy(() -> plugged.decode(TOPIC, cut))
          .isInstanceOf(CorruptRecordException.class)
          .hasMessageContaining("schema id " + id);
      assertThatThrownBy(() -> plugged.decode(TOPIC, new byte[] {7, 7}))
          .isInstanceOf(CorruptRecordException.class);
      SagaOutcome incomplete = outcome();
      incomplete.setHash(null);
      assertThatThrownBy(() -> plugged.encode(TOPIC, incomplete))
          .isExactlyInstanceOf(SerializationException.class);
    }
  }

  @Test
  void shouldReportAnOutageWhenConfluentsClassesCannotReachTheRegistry() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    try (AvroCodec plugged =
        AvroCodec.create(plugged("http://localhost:" + port), SubjectStrategy.TOPIC_NAME)) {
      assertThatThrownBy(() -> plugged.encode(TOPIC, outcome()))
          .isInstanceOf(RegistryUnavailableException.class);
      assertThatThrownBy(() -> plugged.decode(TOPIC, WireFormat.frame(1, new byte[3])))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  private static String topicOf(Schema schema) {
    return TOPIC + "-" + schema.getName();
  }

  private static SagaOutcome outcome() {
    byte[] digest = new byte[32];
    Arrays.fill(digest, (byte) 0x5a);
    return SagaOutcome.newBuilder()
        .setSagaId("order-1")
        .setRun("0123456789ab")
        .setType("order")
        .setVersion(1)
        .setOutcome(OutcomeKind.ENDED_BY_OPERATOR)
        .setReasonMessage("§ ends by hand")
        .setStartedAt(Instant.ofEpochMilli(1_700_000_000_000L))
        .setEndedAt(Instant.ofEpochMilli(1_700_000_001_234L))
        .setRevision(7)
        .setHash(new Hash(digest))
        .setData(ByteBuffer.wrap(new byte[] {0, 1, 2}))
        .setEffectsLeft(List.of("pay", "ship"))
        .build();
  }

  private Map<String, Object> config() {
    Map<String, Object> config = new HashMap<>();
    config.put("schema.registry.url", url());
    return config;
  }

  private Map<String, Object> config(SubjectStrategy strategy) {
    Map<String, Object> config = config();
    config.put("value.subject.name.strategy", strategy.confluentClassName());
    config.put("auto.register.schemas", false);
    return config;
  }

  private static Map<String, Object> plugged(String url) {
    Map<String, Object> config = new HashMap<>();
    config.put("schema.registry.url", url);
    config.put("max.retries", 0);
    config.put(AvroCodec.SERIALIZER_CONFIG, ConfluentClasses.SERIALIZER);
    config.put(AvroCodec.DESERIALIZER_CONFIG, ConfluentClasses.DESERIALIZER);
    return config;
  }
}
