package dev.sagas.samples.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.registry.EmbeddedRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.apache.kafka.common.utils.Utils;

/**
 * What a participant's commands cost with its fence, and without.
 *
 * <ul>
 *   <li>One broker, one PostgreSQL with fsync, all participants in one process; each participant
 *       reads its commands from a topic and is measured until its last reply can be read committed.
 *   <li>A round measures each variant once; the unfenced one comes directly before or after its
 *       fenced twin, in turn, so that a noisy machine disturbs both alike.
 *   <li>Arguments: how many rounds to measure, how many commands in each, at which rate latency is
 *       measured, and a file for the results as JSON.
 *   <li>{@code -Dbenchmark.store} measures one store alone, POSTGRESQL or KAFKA.
 *   <li>{@code -Dbenchmark.prefix} puts words in front of the command that starts the participants.
 * </ul>
 */
final class FenceBenchmark {
  private static final int WARM_UPS = 2;
  private static final int SECONDS_AT_RATE = 2;

  private final int rounds;
  private final int commands;
  private final int rate;
  private final Measurements measurements = new Measurements();
  private long updates;

  private FenceBenchmark(int rounds, int commands, int rate) {
    this.rounds = rounds;
    this.commands = commands;
    this.rate = rate;
  }

  public static void main(String[] arguments) throws Exception {
    FenceBenchmark benchmark =
        new FenceBenchmark(
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]));
    Path directory = Files.createTempDirectory("fence-benchmark");
    try {
      Map<String, Object> result =
          benchmark.run(directory, words(System.getProperty("benchmark.prefix", "")));
      benchmark.measurements.table().forEach(System.out::println);
      Path file = Path.of(arguments[3]).toAbsolutePath();
      Files.createDirectories(file.getParent());
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), result);
      System.out.println("As JSON: " + file);
    } finally {
      Utils.delete(directory.toFile());
    }
  }

  private static List<String> words(String text) {
    return Stream.of(text.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
  }

  private Map<String, Object> run(Path directory, List<String> prefix) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"));
        EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0)) {
      Map<String, Object> clients =
          Map.of(
              "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
      try (BenchDatabase database = BenchDatabase.start();
          CommandTraffic traffic = new CommandTraffic(clients, Variant.all());
          MeasuredParticipants participants =
              MeasuredParticipants.start(clients, database.url(), prefix)) {
        measureAll(traffic, participants, database);
        if (database.taken() != updates) {
          throw new IllegalStateException(
              "Expected %s updates, but there were %s".formatted(updates, database.taken()));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("rounds", rounds);
        result.put("commandsPerRound", commands);
        result.put("commandsPerSecondForLatency", rate);
        result.put("processors", Runtime.getRuntime().availableProcessors());
        result.put("java", Runtime.version().toString());
        result.put("fsync", database.setting("fsync"));
        result.put("postgresql", database.setting("server_version"));
        result.put("variants", measurements.toJson());
        return result;
      }
    }
  }

  private static List<Variant> variants() {
    String store = System.getProperty("benchmark.store", "");
    return Variant.all().stream()
        .filter(variant -> store.isEmpty() || variant.store().name().equals(store))
        .toList();
  }

  private void measureAll(
      CommandTraffic traffic, MeasuredParticipants participants, BenchDatabase database)
      throws SQLException {
    for (int round = -WARM_UPS; round < rounds; round++) {
      List<Variant> order = new ArrayList<>(variants());
      if (round % 2 != 0) {
        Collections.reverse(order);
      }
      for (Variant variant : order) {
        Duration cpuBefore = participants.cpu();
        Duration databaseBefore = database.cpu();
        Duration took = traffic.answered(variant, commands);
        Duration cpu = participants.cpu().minus(cpuBefore);
        Duration databaseCpu = database.cpu().minus(databaseBefore);
        Histogram micros = traffic.answeredAtRate(variant, rate * SECONDS_AT_RATE, rate);
        if (variant.store() == Variant.Store.POSTGRESQL) {
          updates += commands + rate * SECONDS_AT_RATE;
        }
        if (round >= 0) {
          measurements.add(
              variant,
              new Measured(
                  commands / (took.toNanos() / 1e9),
                  cpu.toNanos() / 1e3 / commands,
                  databaseCpu.toNanos() / 1e3 / commands,
                  micros.getValueAtPercentile(50) / 1e3,
                  micros.getValueAtPercentile(99) / 1e3));
        }
      }
    }
  }
}
