package dev.sagas.dev.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The forms of a report. */
enum BenchOutput {
  table("txt"),
  json("json"),
  html("html");

  private final String extension;

  BenchOutput(String extension) {
    this.extension = extension;
  }

  String of(BenchReport report) {
    return switch (this) {
      case table -> String.join(System.lineSeparator(), BenchTable.lines(report));
      case json -> BenchJson.of(report);
      case html -> BenchPage.of(report);
    };
  }

  /** Writes a report in all forms to a directory, which is created, named after its profile. */
  static void writeAll(BenchReport report, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (BenchOutput form : values()) {
      Path file = directory.resolve(report.profile() + "." + form.extension);
      Files.writeString(file, form.of(report) + System.lineSeparator(), StandardCharsets.UTF_8);
    }
  }
}
