package dev.sagas.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What editors are shown of the properties, and what the guide says of them. */
class PropertiesGuideTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(saga\\.[a-z.-]+?)(\\.\\*)?` \\|");

  private static JsonNode metadata() throws IOException {
    try (InputStream json =
        SagaProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
      return new ObjectMapper().readTree(json).get("properties");
    }
  }

  @Test
  void shouldDescribeEveryPropertyInTheMetadata() throws IOException {
    for (JsonNode property : metadata()) {
      assertThat(property.path("description").asText())
          .as("%s", property.get("name"))
          .isNotBlank()
          .endsWith(".");
    }
  }

  @Test
  void shouldListEveryPropertyInTheGuide() throws IOException {
    // given
    TreeSet<String> known = new TreeSet<>();
    metadata().forEach(property -> known.add(property.get("name").asText()));

    // when
    String guide = Files.readString(Path.of("..", "docs", "guides", "spring-boot.md"));
    TreeSet<String> listed = new TreeSet<>();
    ROW.matcher(guide).results().map((MatchResult row) -> row.group(1)).forEach(listed::add);

    // then
    assertThat(listed).isEqualTo(known);
  }
}
