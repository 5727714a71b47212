package dev.sagas.orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** The reference is made from the definition: {@code -Dsaga.docs.write=true} writes it again. */
class ConfigurationReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference", "configuration.md");

  @Test
  void shouldDescribeEveryPropertyAsDefined() throws IOException {
    // given
    String expected = render();
    if (Boolean.getBoolean("saga.docs.write")) {
      Files.writeString(REFERENCE, expected);
    }

    // when
    String actual = Files.readString(REFERENCE);

    // then
    assertThat(actual).isEqualTo(expected);
  }

  private static String render() {
    StringBuilder text =
        new StringBuilder(
            """
            # Configuration of the orchestrator

            Generated from `OrchestratorConfig` and checked by a test.

            Properties come from environment variables, from `saga orchestrator --config FILE`, and
            from `-P NAME=VALUE`; later ones override earlier ones. The variable of a property is `SAGA_`
            and its name in capitals with underscores: `bootstrap.servers` is `SAGA_BOOTSTRAP_SERVERS`.
            Properties that begin with `kafka.`, such as `kafka.security.protocol`, are passed to every
            Kafka client without that prefix; those that begin with `schema.registry.` or `saga.` are
            passed to the serializers, see [serialization](serialization.md).

            | property | type | default | meaning |
            |---|---|---|---|
            """);
    List<ConfigDef.ConfigKey> keys =
        OrchestratorConfig.DEFINITION.configKeys().values().stream()
            .sorted(
                Comparator.comparing((ConfigDef.ConfigKey key) -> key.importance)
                    .thenComparing(key -> key.name))
            .toList();
    for (ConfigDef.ConfigKey key : keys) {
      text.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(
                  key.name,
                  key.type.name().toLowerCase(Locale.ROOT),
                  defaultOf(key),
                  key.documentation));
    }
    return text.toString();
  }

  private static String defaultOf(ConfigDef.ConfigKey key) {
    if (!key.hasDefault()) {
      return "required";
    }
    String value = String.valueOf(key.defaultValue);
    return value.isEmpty() || value.equals("[]") ? "none" : "`" + value + "`";
  }
}
