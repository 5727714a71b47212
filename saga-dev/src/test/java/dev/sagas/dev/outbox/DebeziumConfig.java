package dev.sagas.dev.outbox;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The connector's configuration in the guide, and what Debezium's outbox event router makes of a
 * row with it, as a worker of Kafka Connect sends it. Stands in for Debezium where that is not
 * there; {@link DebeziumOutboxTest} compares the two.
 */
final class DebeziumConfig {
  private static final Path GUIDE = Path.of("..", "docs", "guides", "outbox.md");
  private static final Pattern BLOCK = Pattern.compile("(?s)```properties\n(.*?)```");
  private static final String LEFT_OPEN = "…";
  private static final String ROUTER = "transforms.outbox.";

  private final Properties properties = new Properties();

  DebeziumConfig() {
    try {
      Matcher block = BLOCK.matcher(Files.readString(GUIDE));
      if (!block.find()) {
        throw new AssertionError("Expected the connector's configuration in " + GUIDE);
      }
      properties.load(new StringReader(block.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The guide's configuration with these settings added.
   *
   * @throws AssertionError if one that the guide leaves open is not among them
   */
  Properties with(Map<String, String> settings) {
    Properties all = new Properties();
    all.putAll(properties);
    all.putAll(settings);
    if (all.containsValue(LEFT_OPEN)) {
      throw new AssertionError("Expected a value for everything that is left open in " + all);
    }
    return all;
  }

  ProducerRecord<byte[], byte[]> record(ResultSet row) throws SQLException {
    String topic =
        router("route.topic.replacement")
            .replace("${routedByValue}", row.getString(router("route.by.field")));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic,
            utf8(row.getString(router("table.field.event.key"))),
            row.getBytes(router("table.field.event.payload")));
    Headers headers = record.headers();
    headers.add("id", utf8(row.getString(router("table.field.event.id"))));
    for (String field : router("table.fields.additional.placement").split(",", -1)) {
      String[] parts = field.split(":", -1);
      if (!parts[1].equals("header")) {
        throw new AssertionError("Expected a header, but got " + field);
      }
      headers.add(parts[2], utf8(row.getString(parts[0])));
    }
    return record;
  }

  private String router(String name) {
    String value = properties.getProperty(ROUTER + name);
    if (value == null) {
      throw new AssertionError("Expected " + ROUTER + name + " in the guide");
    }
    return value;
  }

  private static byte @Nullable [] utf8(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
