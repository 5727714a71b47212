package dev.sagas.dev.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;

/** On what and how a run was made, for its report. */
final class MachineFacts {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private MachineFacts() {}

  static Map<String, String> of(BenchSettings settings) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "machine",
        "%s cores, %s, %s %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                processor(),
                System.getProperty("os.name"),
                System.getProperty("os.version")));
    facts.put("software", "Java %s, Kafka %s".formatted(Runtime.version(), kafkaVersion()));
    facts.put("broker", String.join(" ", settings.brokerOptions()));
    facts.put("orchestrator", String.join(" ", settings.orchestratorOptions()));
    facts.put("clients", "-Xmx" + Runtime.getRuntime().maxMemory() / 1_048_576 + "m");
    facts.put("partitions", Integer.toString(settings.partitions()));
    facts.put(
        "measured",
        "%s s of warm-up, %s windows of %s s"
            .formatted(
                settings.warmUp().toSeconds(),
                settings.windows(),
                settings.window().toMillis() / 1000.0));
    settings.orchestrator().forEach((name, value) -> facts.put("-P " + name, value));
    return facts;
  }

  private static String kafkaVersion() {
    Properties properties = new Properties();
    try (InputStream in =
        KafkaProducer.class.getResourceAsStream("/kafka/kafka-version.properties")) {
      if (in != null) {
        properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read a resource of Kafka's clients", e);
    }
    return properties.getProperty("version", "of an unknown version");
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      // Only Linux has the file.
      return System.getProperty("os.arch");
    }
  }
}
