package dev.sagas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.schema.StepFailure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.util.Utf8;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AvroCodecTest {
  private static final String TOPIC = "orders";

  private final InMemoryRegistryClient registry = new InMemoryRegistryClient();
  private final AvroCodec codec = codec(SubjectStrategy.RECORD_NAME);

  @Test
  void shouldFrameTheAvroBinaryWhenARecordIsEncoded() {
    int id = codec.register(TOPIC, TestSchemas.ORDER);

    byte[] value = codec.encode(TOPIC, order("o-1"));

    ByteBuffer expected = ByteBuffer.allocate(9).put((byte) 0).putInt(id);
    expected.put((byte) 6).put("o-1".getBytes(StandardCharsets.UTF_8));
    assertThat(value).isEqualTo(expected.array());
    assertThat(WireFormat.frame(id, AvroBinary.encode(order("o-1")))).isEqualTo(value);
    assertThat(codec.schemaId(TOPIC, TestSchemas.ORDER)).isEqualTo(id);
    assertThat(codec.writerSchema(TOPIC, value)).isEqualTo(TestSchemas.ORDER);
    assertThat(codec.decode(TOPIC, value)).isEqualTo(order("o-1"));
  }

  @ParameterizedTest
  @EnumSource(SubjectStrategy.class)
  void shouldUseTheStrategysSubjectWhenEncoding(SubjectStrategy strategy) {
    String subject =
        switch (strategy) {
          case TOPIC_NAME -> "orders-value";
          case RECORD_NAME -> "shop.Order";
          case TOPIC_RECORD_NAME -> "orders-shop.Order";
        };
    registry.register(subject, TestSchemas.ORDER);

    byte[] value = codec(strategy).encode(TOPIC, order("o-1"));

    assertThat(WireFormat.schemaId(TOPIC, value)).isEqualTo(1);
    assertThat(SubjectStrategy.parse(strategy.confluentClassName())).isEqualTo(strategy);
    assertThat(SubjectStrategy.parse(strategy.name())).isEqualTo(strategy);
  }

  @Test
  void shouldReadIntoTheGeneratedClassWhenTheClassIsGiven() {
    StepFailure failure =
        StepFailure.newBuilder().setCode("OUT_OF_STOCK").setMessage("none left").build();
    codec.register(TOPIC, failure.getSchema());

    byte[] value = codec.encode(TOPIC, failure);

    assertThat(codec.decode(TOPIC, value, StepFailure.class)).isEqualTo(failure);
    assertThat(codec.decode(TOPIC, value).get("code")).hasToString("OUT_OF_STOCK");
  }

  @Test
  void shouldReadIntoTheGeneratedClassWhenTheWriterIsOlder() {
    Schema older =
        SchemaBuilder.record("StepFailure")
            .namespace("dev.sagas.schema")
            .fields()
            .requiredString("code")
            .requiredString("message")
            .endRecord();
    codec.register(TOPIC, older);
    byte[] value =
        codec.encode(
            TOPIC, new GenericRecordBuilder(older).set("code", "C").set("message", "m").build());

    assertThat(codec.decode(TOPIC, value, StepFailure.class).getDetails()).isEmpty();
  }

  @Test
  void shouldRefuseToEncodeWhenTheSchemaIsNotRegistered() {
    assertThatThrownBy(() -> codec.encode(TOPIC, order("o-1")))
        .isInstanceOf(SchemaNotRegisteredException.class)
        .hasMessageContaining("shop.Order");
  }

  @Test
  void shouldRegisterWhileEncodingWhenConfiguredSo() {
    Map<String, Object> config = config();
    config.put("auto.register.schemas", "true");

    byte[] value = AvroCodec.create(config, SubjectStrategy.TOPIC_NAME).encode(TOPIC, order("o-1"));

    assertThat(registry.idOf("orders-value", TestSchemas.ORDER))
        .isEqualTo(WireFormat.schemaId(TOPIC, value));
  }

  @Test
  void shouldRefuseRegistrationWhenTheSchemaIsNotCompatible() {
    codec.register(TOPIC, TestSchemas.ORDER);

    assertThat(codec.registry().isCompatible("shop.Order", TestSchemas.ORDER_WITH_NOTE)).isTrue();
    assertThatThrownBy(() -> codec.register(TOPIC, TestSchemas.ORDER_WITH_AMOUNT))
        .isInstanceOf(IncompatibleSchemaException.class);
  }

  @Test
  void shouldSayWhereButNotWhatWhenARecordDoesNotFitItsSchema() {
    codec.register(TOPIC, TestSchemas.ORDER);
    GenericRecord wrong = new GenericData.Record(TestSchemas.ORDER);
    GenericRecord empty = new GenericData.Record(TestSchemas.ORDER);
    wrong.put("id", 424242L);

    assertThatThrownBy(() -> codec.encode(TOPIC, wrong))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("shop.Order")
        .hasMessageContaining(".id")
        .message()
        .doesNotContain("424242");
    assertThatThrownBy(() -> codec.encode(TOPIC, empty))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining(".id");
  }

  @Test
  void shouldReportCorruptBytesWhenTheyAreNoRecord() {
    int id = codec.register(TOPIC, TestSchemas.ORDER);
    byte[] good = codec.encode(TOPIC, order("o-1"));
    byte[] tail = Arrays.copyOf(good, good.length + 1);
    byte[] cut = Arrays.copyOf(good, good.length - 1);

    assertCorrupt(new byte[0]);
    assertCorrupt(new byte[] {0, 0, 0, 1});
    assertCorrupt("{\"id\":\"o-1\"}".getBytes(StandardCharsets.UTF_8));
    assertCorrupt(tail);
    assertCorrupt(cut);
    assertCorrupt(WireFormat.frame(id, new byte[] {(byte) 0xfe, (byte) 0xff, 127, 127, 7}));
    assertThatThrownBy(() -> codec.decode(TOPIC, cut))
        .hasMessageContaining("topic orders, schema id " + id);
  }

  @Test
  void shouldReportNothingButCorruptBytesWhenBytesAreRandom() {
    int id = codec.register(TOPIC, StepFailure.getClassSchema());
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int corrupt = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] avro = new byte[random.nextInt(40)];
      random.nextBytes(avro);
      try {
        codec.decode(TOPIC, WireFormat.frame(id, avro), StepFailure.class);
      } catch (CorruptRecordException e) {
        corrupt++;
      } catch (RuntimeException e) {
        throw new AssertionError("Expected only CorruptRecordException, seed " + seed, e);
      }
    }
    assertThat(corrupt).as("seed " + seed).isPositive();
  }

  @Test
  void shouldReportAnUnknownSchemaWhenTheRegistryDoesNotKnowTheId() {
    assertThatThrownBy(() -> codec.decode(TOPIC, WireFormat.frame(77, new byte[1])))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessageContaining("77");
  }

  @Test
  void shouldReportCorruptBytesWhenTheWritersSchemaDoesNotFitTheClass() {
    codec.register(TOPIC, TestSchemas.ORDER);
    byte[] value = codec.encode(TOPIC, order("o-1"));

    assertThatThrownBy(() -> codec.decode(TOPIC, value, StepFailure.class))
        .isInstanceOf(CorruptRecordException.class);
  }

  @Test
  void shouldPassTombstonesWhenTheSerializersAreUsedByKafka() {
    SagaAvroSerializer serializer = new SagaAvroSerializer();
    serializer.configure(config(), false);
    SagaAvroDeserializer deserializer = new SagaAvroDeserializer();
    deserializer.configure(config(), false);

    assertThat(serializer.serialize(TOPIC, null)).isNull();
    assertThat(deserializer.deserialize(TOPIC, null)).isNull();
    assertThatThrownBy(() -> serializer.serialize(TOPIC, "text"))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("java.lang.String");
  }

  @Test
  void shouldGiveTheGeneratedClassWhenTheSpecificReaderIsConfigured() {
    StepFailure failure = StepFailure.newBuilder().setCode("C").setMessage("m").build();
    codec.register(TOPIC, failure.getSchema());
    codec.register(TOPIC, TestSchemas.ORDER);
    Map<String, Object> config = config();
    config.put("specific.avro.reader", true);
    SagaAvroDeserializer deserializer = new SagaAvroDeserializer();
    deserializer.configure(config, false);

    assertThat(deserializer.deserialize(TOPIC, codec.encode(TOPIC, failure))).isEqualTo(failure);
    byte[] order = codec.encode(TOPIC, order("o-1"));
    assertThatThrownBy(() -> deserializer.deserialize(TOPIC, order))
        .isInstanceOf(UntrustedClassException.class)
        .hasMessageContaining("shop.Order");
  }

  @Test
  void shouldUseTheConfiguredClassesWhenThereAreSome() {
    Map<String, Object> config = config();
    config.put(AvroCodec.SERIALIZER_CONFIG, ForeignSerializer.class.getName());
    config.put(AvroCodec.DESERIALIZER_CONFIG, ForeignDeserializer.class);
    int id = registry.register("orders-value", StepFailure.getClassSchema());
    StepFailure failure = StepFailure.newBuilder().setCode("C").setMessage("m").build();

    try (AvroCodec foreign = AvroCodec.create(config, SubjectStrategy.TOPIC_NAME)) {
      byte[] value = foreign.encode(TOPIC, failure);

      assertThat(WireFormat.schemaId(TOPIC, value)).isEqualTo(id);
      assertThat(ForeignSerializer.CALLS).hasValue(1);
      assertThat(foreign.decode(TOPIC, value, StepFailure.class)).isEqualTo(failure);
      assertThat(ForeignDeserializer.CALLS).hasValue(1);
    }
  }

  @Test
  void shouldRefuseConfigurationWhenAClassIsNoSerializer() {
    Map<String, Object> config = config();
    config.put(AvroCodec.SERIALIZER_CONFIG, "shop.NoSuchClass");

    assertThatThrownBy(() -> AvroCodec.create(config, SubjectStrategy.TOPIC_NAME))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("saga.value.serializer")
        .hasMessageContaining("shop.NoSuchClass");
  }

  private void assertCorrupt(byte[] value) {
    assertThatThrownBy(() -> codec.decode(TOPIC, value)).isInstanceOf(CorruptRecordException.class);
  }

  private static GenericRecord order(String id) {
    GenericRecord order = new GenericData.Record(TestSchemas.ORDER);
    order.put("id", new Utf8(id));
    return order;
  }

  private AvroCodec codec(SubjectStrategy strategy) {
    return AvroCodec.create(config(), strategy);
  }

  private Map<String, Object> config() {
    Map<String, Object> config = new HashMap<>();
    config.put(RegistryClient.CLIENT_CONFIG, registry);
    return config;
  }
}
