package dev.sagas.orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.JournalArchive;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportPropertiesTest {
  @TempDir private Path folder;

  private static OrchestratorConfig config(String archive) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(OrchestratorConfig.BOOTSTRAP_SERVERS, "127.0.0.1:1");
    properties.put(OrchestratorConfig.SCHEMA_REGISTRY_URL, "http://127.0.0.1:1");
    properties.put("kafka.default.api.timeout.ms", "300");
    properties.put("kafka.request.timeout.ms", "200");
    properties.put(OrchestratorConfig.EXPORT_ARCHIVE, archive);
    return new OrchestratorConfig(properties);
  }

  @Test
  void shouldReadTheTopicAloneUnlessAnArchiveIsConfigured() {
    assertThat(ExportProperties.source(config("")).get().archive()).isSameAs(JournalArchive.NONE);
  }

  @Test
  void shouldOpenTheConfiguredArchiveWheneverTheExportBegins() {
    // when
    Supplier<Deployment> source = ExportProperties.source(config(folder.toUri().toString()));

    // then: an archive is of one journal, which only the brokers know
    assertThatThrownBy(source::get).hasMessageContaining("Expected the brokers to describe topic");
    assertThatThrownBy(source::get).hasMessageContaining("Expected the brokers to describe topic");
  }

  @Test
  void shouldRefuseAnAddressThatCannotBeUsed() {
    assertThatThrownBy(() -> ExportProperties.source(config("ftp://archive")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("export.archive.url")
        .hasMessageContaining("ftp");
  }
}
