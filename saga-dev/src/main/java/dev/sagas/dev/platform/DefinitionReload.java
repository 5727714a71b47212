package dev.sagas.dev.platform;

import dev.sagas.definition.SagaDefinition;
import dev.sagas.operate.query.TimeText;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Deploys the definitions of a folder again when its jars change.
 *
 * <ul>
 *   <li>Definitions that cannot be deployed are refused with the reason, and the earlier ones
 *       continue to run.
 * </ul>
 */
final class DefinitionReload {
  private static final String SAMPLES = "dev.sagas.samples.";

  private final DefinitionFolder folder;
  private final Consumer<String> lines;

  DefinitionReload(DefinitionFolder folder, Consumer<String> lines) {
    this.folder = folder;
    this.lines = lines;
  }

  /** The configuration with the folder's jars, and without the samples if there are any. */
  DevPlatformConfig first(DevPlatformConfig config) {
    try {
      boolean own = folder.hasJars();
      DevPlatformConfig copied =
          config.with(OrchestratorConfig.DEFINITIONS_DIR, folder.copy().toString());
      return own ? copied.with(OrchestratorConfig.DEFINITIONS, onClassPath()) : copied;
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read the folder of definitions", e);
    }
  }

  /** The users' own. */
  static String onClassPath() {
    Class<?> definitions = SagaDefinition.class;
    String names =
        ServiceLoader.load(definitions).stream()
            .map(provider -> provider.type().getName())
            .filter(name -> !name.startsWith(SAMPLES))
            .collect(Collectors.joining(","));
    return names.isEmpty() ? OrchestratorConfig.NO_DEFINITIONS : names;
  }

  /** Deploys what has changed, if anything has. */
  void look(DevPlatform platform) {
    try {
      if (folder.hasChanged()) {
        deploy(platform, folder.copy(), folder.hasJars());
      }
    } catch (IOException e) {
      lines.accept("Definitions cannot be read, the earlier ones stay: " + e.getMessage());
    }
  }

  private void deploy(DevPlatform platform, Path jars, boolean own) {
    long begin = System.nanoTime();
    try {
      List<String> sagas = platform.redeploy(jars, own ? onClassPath() : "");
      lines.accept(
          "Definitions deployed in %s: %s"
              .formatted(
                  TimeText.duration(Duration.ofNanos(System.nanoTime() - begin).toMillis()),
                  String.join(", ", sagas)));
    } catch (RuntimeException e) {
      lines.accept("Definitions refused, the earlier ones stay: " + e.getMessage());
    }
  }
}
