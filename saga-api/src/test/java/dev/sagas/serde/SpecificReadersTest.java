package dev.sagas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.schema.Hash;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class SpecificReadersTest {
  /** Loads generated classes again, as the class loader of a definition's jar does. */
  private static final class OwnClasses extends ClassLoader {
    OwnClasses() {
      super(SpecificReadersTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null
            ? loaded
            : name.startsWith("dev.sagas.schema.") ? define(name) : super.loadClass(name, resolve);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void shouldReadIntoTheClassOfEachLoaderWhenItIsLoadedTwice() throws Exception {
    SagaOutcome outcome = outcome();
    AvroCodec codec =
        AvroCodec.create(
            Map.of(RegistryClient.CLIENT_CONFIG, new InMemoryRegistryClient()),
            SubjectStrategy.RECORD_NAME);
    codec.register("t", outcome.getSchema());
    byte[] value = codec.encode("t", outcome);
    Class<? extends SpecificRecord> other =
        new OwnClasses().loadClass(SagaOutcome.class.getName()).asSubclass(SpecificRecord.class);

    SpecificRecord read = codec.decode("t", value, other);

    assertThat(read.getClass()).isSameAs(other).isNotEqualTo(SagaOutcome.class);
    assertThat(field(read, "getOutcome").getClass().getClassLoader())
        .isSameAs(other.getClassLoader());
    assertThat(field(read, "getHash").getClass().getClassLoader()).isSameAs(other.getClassLoader());
    assertThat(field(read, "getStartedAt")).isEqualTo(Instant.ofEpochMilli(1_000));
    assertThat(codec.decode("t", value, SagaOutcome.class)).isEqualTo(outcome);
    assertThat(codec.encode("t", read)).isEqualTo(value);
  }

  private static Object field(SpecificRecord record, String getter) throws Exception {
    return record.getClass().getMethod(getter).invoke(record);
  }

  private static SagaOutcome outcome() {
    return SagaOutcome.newBuilder()
        .setSagaId("s")
        .setRun("0123456789ab")
        .setType("t")
        .setVersion(1)
        .setOutcome(OutcomeKind.COMPLETED)
        .setStartedAt(Instant.ofEpochMilli(1_000))
        .setEndedAt(Instant.ofEpochMilli(2_000))
        .setRevision(7)
        .setHash(new Hash(new byte[32]))
        .build();
  }
}
