package dev.sagas.comparison.load;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What was measured of one engine; {@code saga bench} writes the same and more. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ComparisonReport(Map<String, String> facts, List<SeriesResult> product) {
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

  static ComparisonReport read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), ComparisonReport.class);
  }

  void write(Path file) throws IOException {
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
  }
}
