package dev.sagas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

/** What needs Confluent's own classes to be thrown is tested with them, in profile interop. */
class ForeignErrorsTest {
  private static final String TOPIC = "orders";

  @Test
  void shouldBeAnOutageWhenTheNetworkFailed() {
    RuntimeException thrown =
        new SerializationException("no answer", new ConnectException("refused"));

    assertThat(ForeignErrors.whileDecoding(TOPIC, 7, thrown))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("topic orders, schema id 7")
        .hasCause(thrown);
    assertThat(ForeignErrors.whileEncoding(TOPIC, "shop.Order", thrown))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("shop.Order (topic orders)");
  }

  @Test
  void shouldBeCorruptWhenAvroMetTheEndOfTheBytes() {
    RuntimeException thrown = new SerializationException("cannot read", endOfBytes());

    assertThat(ForeignErrors.whileDecoding(TOPIC, 7, thrown))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining("topic orders, schema id 7");
  }

  @Test
  void shouldBeCorruptOrUnencodableWhenNothingElseIsKnown() {
    RuntimeException thrown = new AvroRuntimeException("odd");

    assertThat(ForeignErrors.whileDecoding(TOPIC, 7, thrown))
        .isInstanceOf(CorruptRecordException.class);
    assertThat(ForeignErrors.whileEncoding(TOPIC, "shop.Order", thrown))
        .isExactlyInstanceOf(SerializationException.class)
        .hasMessageContaining("shop.Order (topic orders)");
  }

  @Test
  void shouldStayAsItIsWhenItIsOurs() {
    SerializationException unknown = new UnknownSchemaException("unknown");
    SerializationException missing = new SchemaNotRegisteredException("missing");

    assertThat(ForeignErrors.whileDecoding(TOPIC, 7, unknown)).isSameAs(unknown);
    assertThat(ForeignErrors.whileEncoding(TOPIC, "shop.Order", missing)).isSameAs(missing);
  }

  private static IOException endOfBytes() {
    try {
      new GenericDatumReader<>(TestSchemas.ORDER)
          .read(null, DecoderFactory.get().binaryDecoder(new byte[] {6, 1}, null));
    } catch (EOFException e) {
      return e;
    } catch (IOException e) {
      throw new AssertionError("Expected the end of the bytes", e);
    }
    throw new AssertionError("Expected the end of the bytes");
  }
}
