package dev.sagas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.schema.StepFailure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** Claims, and how the codec writes and reads them. */
class ClaimTest {
  private static final String TOPIC = "orders";
  private static final int MIN_BYTES = 1_000;

  private final InMemoryRegistryClient registry = new InMemoryRegistryClient();
  private final MemoryClaims claims = new MemoryClaims(MIN_BYTES);
  private final AvroCodec codec = codec(SubjectStrategy.RECORD_NAME, claims);

  private AvroCodec codec(SubjectStrategy strategy, ClaimCheck claims) {
    return AvroCodec.create(
        Map.of(RegistryClient.CLIENT_CONFIG, registry, ClaimCheck.INSTANCE_CONFIG, claims),
        strategy);
  }

  private static GenericRecord order(int chars) {
    GenericRecord order = new GenericData.Record(TestSchemas.ORDER);
    order.put("id", new org.apache.avro.util.Utf8("x".repeat(chars)));
    return order;
  }

  @Test
  void shouldHaveTheBytesThatTheProtocolSpecifies() {
    byte[] value = WireFormat.frame(258, "abc".getBytes(StandardCharsets.US_ASCII));

    byte[] claim = Claim.of(value).encoded();

    assertThat(HexFormat.of().formatHex(claim))
        .isEqualTo(
            "43"
                + "00000102"
                + "434c41494d31"
                + "0000000000000003"
                + "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
                + "6176726f2f62696e617279");
    assertThat(Claim.parse(TOPIC, claim)).isEqualTo(Claim.of(value));
  }

  @Test
  void shouldRefuseDamagedClaims() {
    byte[] claim = Claim.of(WireFormat.frame(1, new byte[10])).encoded();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      byte[] damaged = Arrays.copyOf(claim, 1 + random.nextInt(2 * claim.length));
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        Claim read = Claim.parse(TOPIC, damaged);
        assertThat(read.encoded()).as("seed %s", seed).isEqualTo(damaged);
      } catch (CorruptRecordException e) {
        assertThat(e).as("seed %s", seed).hasMessageContaining("topic orders");
      }
    }
  }

  @Test
  void shouldKeepLargeRecordsOutsideAndReadThemBack() {
    int id = codec.register(TOPIC, TestSchemas.ORDER);

    byte[] small = codec.encode(TOPIC, order(100));
    byte[] large = codec.encode(TOPIC, order(5_000));

    assertThat(Claim.isClaim(small)).isFalse();
    assertThat(Claim.isClaim(large)).isTrue();
    assertThat(WireFormat.schemaId(TOPIC, large)).isEqualTo(id);
    assertThat(codec.writerSchema(TOPIC, large)).isEqualTo(TestSchemas.ORDER);
    assertThat(codec.decode(TOPIC, small)).isEqualTo(order(100));
    assertThat(codec.decode(TOPIC, large)).isEqualTo(order(5_000));
    assertThat(codec.inline(TOPIC, large)).isEqualTo(inline(id, order(5_000)));
  }

  private static byte[] inline(int id, GenericRecord record) {
    return WireFormat.frame(id, AvroBinary.encode(record));
  }

  @Test
  void shouldLeaveRecordsOfTheProtocolAndOfOtherTopicsInKafka() {
    StepFailure failure =
        StepFailure.newBuilder().setCode("LONG").setMessage("m".repeat(5_000)).build();
    AvroCodec byTopic = codec(SubjectStrategy.TOPIC_NAME, claims);
    codec.register(TOPIC, failure.getSchema());
    byTopic.register(TOPIC, TestSchemas.ORDER);

    assertThat(Claim.isClaim(codec.encode(TOPIC, failure))).isFalse();
    assertThat(Claim.isClaim(byTopic.encode(TOPIC, order(5_000)))).isFalse();
  }

  @Test
  void shouldSayWhatIsNotConfiguredWhenAClaimCannotBeRead() {
    codec.register(TOPIC, TestSchemas.ORDER);
    byte[] claim = codec.encode(TOPIC, order(5_000));
    AvroCodec unable = codec(SubjectStrategy.RECORD_NAME, ClaimCheck.NONE);

    assertThatThrownBy(() -> unable.decode(TOPIC, claim))
        .isInstanceOf(ClaimUnavailableException.class)
        .hasMessageContaining("claim.check.url")
        .hasMessageContaining(Claim.parse(TOPIC, claim).sha256());
  }

  @Test
  void shouldNotTakeAClaimForARecordInKafkasOwnDeserializer() {
    codec.register(TOPIC, TestSchemas.ORDER);
    byte[] claim = codec.encode(TOPIC, order(5_000));

    try (SagaAvroDeserializer deserializer = new SagaAvroDeserializer()) {
      deserializer.configure(Map.of(RegistryClient.CLIENT_CONFIG, registry), false);
      assertThatThrownBy(() -> deserializer.deserialize(TOPIC, claim))
          .isInstanceOf(CorruptRecordException.class)
          .hasMessageContaining("only the claim of object");
    }
  }

  @Test
  void shouldDistinguishAnOutageFromALoss() {
    codec.register(TOPIC, TestSchemas.ORDER);
    byte[] claim = codec.encode(TOPIC, order(5_000));

    claims.failNext(2);
    assertThatThrownBy(() -> codec.decode(TOPIC, claim)).isInstanceOf(CodecOutageException.class);
    assertThatThrownBy(() -> codec.encode(TOPIC, order(6_000)))
        .isInstanceOf(CodecOutageException.class);
    assertThat(codec.decode(TOPIC, claim)).isEqualTo(order(5_000));
    claims.lose();
    assertThatThrownBy(() -> codec.decode(TOPIC, claim))
        .isInstanceOf(ClaimLostException.class)
        .isInstanceOf(CorruptRecordException.class);
  }

  @Test
  void shouldRefuseContentThatIsNotWhatWasClaimed() {
    Claim claim = Claim.of(WireFormat.frame(1, new byte[10]));

    assertThat(claim.inline(new byte[10])).isEqualTo(WireFormat.frame(1, new byte[10]));
    assertThatThrownBy(() -> claim.inline(new byte[11])).isInstanceOf(ClaimLostException.class);
    assertThatThrownBy(() -> claim.inline(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 1}))
        .isInstanceOf(ClaimLostException.class)
        .hasMessageContaining(claim.sha256());
  }

  @Test
  void shouldHaveTheSameContentUnderAnotherSchemaId() {
    byte[] claim = Claim.of(WireFormat.frame(1, new byte[10])).encoded();

    assertThat(WireFormat.withSchemaId(claim, 9))
        .isEqualTo(Claim.of(WireFormat.frame(9, new byte[10])).encoded());
  }
}
