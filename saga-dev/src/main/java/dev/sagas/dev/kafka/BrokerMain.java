package dev.sagas.dev.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The main class of a {@link KafkaProcess}. Its one argument is the data directory. */
final class BrokerMain {
  private static final String PORT = "saga.testkit.port";

  private BrokerMain() {}

  public static void main(String[] arguments) throws IOException {
    Path dataDir = Path.of(arguments[0]);
    EmbeddedKafka kafka = EmbeddedKafka.start(readConfig(dataDir));
    Path ready = readyFile(dataDir, ProcessHandle.current().pid());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  ready.toFile().delete();
                  kafka.close();
                },
                "broker-stop"));
    Files.createFile(ready);
    // The parent never writes: the end of input means that it is gone, so this process exits.
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  /** Exists from the moment the process serves clients until it stops in good order. */
  static Path readyFile(Path dataDir, long pid) {
    return dataDir.resolve("broker-" + pid + ".ready");
  }

  static void writeConfig(EmbeddedKafkaConfig config) throws IOException {
    Properties properties = new Properties();
    properties.putAll(config.properties());
    properties.setProperty(PORT, Integer.toString(config.port()));
    try (Writer writer = Files.newBufferedWriter(configFile(config.dataDir()))) {
      properties.store(writer, null);
    }
  }

  private static EmbeddedKafkaConfig readConfig(Path dataDir) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(configFile(dataDir))) {
      properties.load(reader);
    }
    Map<String, String> broker =
        properties.stringPropertyNames().stream()
            .filter(name -> !name.equals(PORT))
            .collect(Collectors.toMap(name -> name, properties::getProperty));
    return new EmbeddedKafkaConfig(dataDir, Integer.parseInt(properties.getProperty(PORT)), broker);
  }

  private static Path configFile(Path dataDir) {
    return dataDir.resolve("broker.properties");
  }
}
