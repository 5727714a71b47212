package dev.sagas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.artefact.JarBuilder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvroTrustTest {
  @Test
  void shouldSayHowToAllowAPackageWhenItsClassIsNotTrusted() {
    Map<String, Object> config = config(new InMemoryRegistryClient());
    config.put("specific.avro.reader", true);
    SagaAvroDeserializer deserializer = new SagaAvroDeserializer();
    deserializer.configure(config, false);
    RegistryClient registry = RegistryClient.connect(config);
    // Any class of a package that nobody has allowed will do.
    int id =
        registry.register(
            "s", SchemaBuilder.record("JavaVersion").namespace("java.beans").fields().endRecord());
    int known =
        registry.register(
            "t", SchemaBuilder.record("Introspector").namespace("java.beans").fields().endRecord());

    assertThatThrownBy(() -> deserializer.deserialize("t", WireFormat.frame(known, new byte[0])))
        .isInstanceOf(UntrustedClassException.class)
        .hasMessageContaining("java.beans.Introspector")
        .hasMessageContaining("saga.avro.trusted.packages=java.beans")
        .hasMessageContaining("topic t, schema id " + known);
    assertThatThrownBy(() -> deserializer.deserialize("t", WireFormat.frame(id, new byte[0])))
        .isInstanceOf(UntrustedClassException.class)
        .hasMessageContaining("on the class path");
  }

  @Test
  void shouldTrustThePackageAndThoseBelowWhenConfigured() {
    assertThat(isTrusted("java.util.zip.CRC32")).isFalse();

    AvroTrust.configure(Map.of(AvroTrust.PACKAGES_CONFIG, " java.util.zip , java.util.jar,"));

    assertThat(isTrusted("java.util.zip.CRC32")).isTrue();
    assertThat(isTrusted("java.util.jar.JarFile")).isTrue();
    assertThat(isTrusted("java.util.Optional")).isFalse();
    assertThat(isTrusted("dev.sagas.schema.StepFailure")).isTrue();
  }

  @Test
  void shouldTrustWhatALoaderDefinesWhenTheLoaderIsTrusted(@TempDir Path folder) throws Exception {
    // given: two loaders with the same class of a package that nobody has allowed
    Schema schema = SchemaBuilder.record("Loaded").namespace("com.untrusted").fields().endRecord();
    URL jar =
        new JarBuilder().schema(schema.toString()).write(folder.resolve("a.jar")).toUri().toURL();
    try (URLClassLoader trusted = new URLClassLoader(new URL[] {jar});
        URLClassLoader other = new URLClassLoader(new URL[] {jar})) {
      // when
      AvroTrust.allow(trusted);

      // then
      assertThat(new SpecificData(trusted).getClass(schema).getClassLoader()).isSameAs(trusted);
      assertThatThrownBy(() -> new SpecificData(other).getClass(schema))
          .isInstanceOf(SecurityException.class)
          .hasMessageContaining("com.untrusted");
    }
  }

  @Test
  void shouldRefuseWhatIsNoPackage() {
    assertThatThrownBy(() -> AvroTrust.allow(List.of("*")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("saga.avro.trusted.packages");
  }

  private static boolean isTrusted(String className) {
    int dot = className.lastIndexOf('.');
    try {
      return new SpecificData()
              .getClass(
                  SchemaBuilder.record(className.substring(dot + 1))
                      .namespace(className.substring(0, dot))
                      .fields()
                      .endRecord())
          != null;
    } catch (SecurityException e) {
      return false;
    }
  }

  private static Map<String, Object> config(RegistryClient registry) {
    return new HashMap<>(Map.of(RegistryClient.CLIENT_CONFIG, registry));
  }
}
