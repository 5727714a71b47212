package dev.sagas.dev.monitoring;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Prometheus' tool for checking rules, where it is installed. */
final class Promtool {
  private static final Path TOOL = find();

  private Promtool() {}

  /** What a run left. */
  record Run(int exitCode, String output) {}

  private static Path find() {
    return Stream.of(
            System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)))
        .map(folder -> Path.of(folder, "promtool"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(Path.of(""));
  }

  /** Runs it; skips the test where it is not installed. */
  static Run run(String... arguments) throws IOException, InterruptedException {
    if (TOOL.toString().isEmpty()) {
      return abort("promtool is not installed; it is in Debian's package prometheus");
    }
    List<String> command = new ArrayList<>(List.of(TOOL.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }
}
