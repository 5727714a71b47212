package dev.sagas.orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logging is the program's choice: a jar that others depend on must not bring settings of it. */
class LoggingSettingsTest {
  private static final Path REPOSITORY = Path.of("..");
  private static final Pattern OPTION =
      Pattern.compile("-Dlogback\\.configurationFile=([\\w/.-]+\\.xml)");

  @Test
  void shouldLeaveTheLoggingToTheProgramWhenUsedAsALibrary() throws IOException {
    assertThat(settingsThatLogbackFinds(REPOSITORY)).isEmpty();
  }

  @Test
  void shouldFindSettingsThatAJarWouldCarry(@TempDir Path repository) throws IOException {
    // given
    Path resources = Files.createDirectories(repository.resolve("library/src/main/resources"));
    Path settings = Files.createFile(resources.resolve("logback.xml"));

    // when, then
    assertThat(settingsThatLogbackFinds(repository)).containsExactly(settings);
  }

  @Test
  void shouldFindTheSettingsThatTheLaunchersName() throws IOException {
    for (String starter :
        List.of("saga", "sample-services/sample-service", ".ci/journal-benchmark")) {
      Matcher option = OPTION.matcher(Files.readString(REPOSITORY.resolve(starter)));
      assertThat(option.find()).as("option of %s", starter).isTrue();
      URL settings = getClass().getClassLoader().getResource(option.group(1));
      assertThat(settings).as(option.group()).isNotNull();
    }
  }

  /** Those at the root of a module's own resources: logback reads them without being told. */
  private static List<Path> settingsThatLogbackFinds(Path repository) throws IOException {
    try (Stream<Path> modules = Files.list(repository)) {
      return modules
          .map(module -> module.resolve("src/main/resources"))
          .filter(Files::isDirectory)
          .flatMap(LoggingSettingsTest::settingsIn)
          .toList();
    }
  }

  private static Stream<Path> settingsIn(Path resources) {
    return Stream.of("logback.xml", "logback-test.xml", "logback.groovy")
        .map(resources::resolve)
        .filter(Files::exists);
  }
}
