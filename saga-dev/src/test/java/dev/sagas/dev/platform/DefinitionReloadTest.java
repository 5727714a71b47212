package dev.sagas.dev.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.artefact.BookingJars;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars of definitions that change while the platform runs. */
@Tag("crash")
class DefinitionReloadTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private final List<String> lines = new ArrayList<>();

  @Test
  void shouldTakeInWhatFitsAndRefuseTheRestWithTheReason() throws Exception {
    // given
    Path jars = Files.createDirectory(directory.resolve("jars"));
    BookingJars.version1().write(jars.resolve("booking-1.jar"));
    DefinitionReload reload =
        new DefinitionReload(new DefinitionFolder(jars, directory.resolve("copies")), lines::add);
    try (DevPlatform platform =
        DevPlatform.start(
            reload.first(DevPlatformConfig.in(directory.resolve("data")).withPartitions(1)))) {
      int port = platform.orchestrator().httpPort().orElseThrow();
      assertThat(definitions(port)).contains("booking").doesNotContain("order-fulfilment");
      reload.look(platform);
      assertThat(lines).isEmpty();

      // when
      BookingJars.version2().write(jars.resolve("booking-2.jar"));
      awaitLine(reload, platform, 1);

      // then
      assertThat(lines.get(0))
          .startsWith("Definitions deployed in ")
          .endsWith(": booking version 1, booking version 2");
      assertThat(platform.orchestrator().httpPort()).hasValue(port);
      assertThat(definitions(port)).contains("\"version\":2");

      // when
      BookingJars.reordered().write(jars.resolve("booking-1.jar"));
      awaitLine(reload, platform, 2);

      // then
      assertThat(lines.get(1))
          .startsWith("Definitions refused, the earlier ones stay: ")
          .contains("booking version 1: it was deployed with another structure");
      assertThat(platform.orchestrator().isReady()).isTrue();
    }
  }

  private void awaitLine(DefinitionReload reload, DevPlatform platform, int count) {
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              reload.look(platform);
              return lines.size() >= count;
            });
  }

  private static String definitions(int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/definitions"))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .body()
        .replace(" ", "");
  }
}
