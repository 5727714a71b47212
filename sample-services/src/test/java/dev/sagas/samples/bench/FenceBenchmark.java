package dev.sagas.samples.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.registry.EmbeddedRegistry;
import dev.sagas.participant.Participant;
import dev.sagas.participant.ParticipantBuilder;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.order.StockReserved;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;

/**
 * How many commands per second a participant handles with its fence, and how many without.
 *
 * <ul>
 *   <li>One broker, one PostgreSQL with fsync, all participants in one process; each participant
 *       reads its commands from a topic and is measured until its last reply can be read committed.
 *   <li>A round measures each variant once; the unfenced one comes directly before or after its
 *       fenced twin, in turn, so that a noisy machine disturbs both alike.
 *   <li>Arguments: how many rounds to measure, how many commands in each, a file for the results as
 *       JSON.
 * </ul>
 */
final class FenceBenchmark {
  private static final int WARM_UPS = 2;

  private final int rounds;
  private final int commands;
  private final Measurements measurements = new Measurements();
  private long updates;

  private FenceBenchmark(int rounds, int commands) {
    this.rounds = rounds;
    this.commands = commands;
  }

  public static void main(String[] arguments) throws Exception {
    FenceBenchmark benchmark =
        new FenceBenchmark(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    Path directory = Files.createTempDirectory("fence-benchmark");
    try {
      Map<String, Object> result = benchmark.run(directory);
      benchmark.measurements.table().forEach(System.out::println);
      Path file = Path.of(arguments[2]).toAbsolutePath();
      Files.createDirectories(file.getParent());
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), result);
      System.out.println("As JSON: " + file);
    } finally {
      Utils.delete(directory.toFile());
    }
  }

  private Map<String, Object> run(Path directory) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"));
        EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0)) {
      Map<String, Object> clients =
          Map.of(
              "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
      try (Effects effects = new Effects(clients);
          CommandTraffic traffic = new CommandTraffic(clients, variants())) {
        measureAll(clients, effects, traffic);
        if (effects.taken() != updates) {
          throw new IllegalStateException(
              "Expected %d updates, but there were %d".formatted(updates, effects.taken()));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("rounds", rounds);
        result.put("commandsPerRound", commands);
        result.put("processors", Runtime.getRuntime().availableProcessors());
        result.put("java", Runtime.version().toString());
        result.put("fsync", effects.serverSetting("fsync"));
        result.put("postgresql", effects.serverSetting("server_version"));
        result.put("variants", measurements.toJson());
        return result;
      }
    }
  }

  /** Fenced and unfenced next to each other. */
  private static List<Variant> variants() {
    List<Variant> variants = new ArrayList<>();
    for (Variant.Store store : Variant.Store.values()) {
      for (int concurrency : new int[] {1, 8}) {
        variants.add(new Variant(store, true, concurrency));
        variants.add(new Variant(store, false, concurrency));
      }
    }
    return variants;
  }

  private void measureAll(Map<String, Object> clients, Effects effects, CommandTraffic traffic) {
    List<Participant> participants = new ArrayList<>();
    try {
      for (Variant variant : variants()) {
        Participant participant = participant(clients, effects, variant);
        participants.add(participant);
        participant.start();
      }
      for (int round = -WARM_UPS; round < rounds; round++) {
        List<Variant> order = variants();
        if (round % 2 != 0) {
          Collections.reverse(order);
        }
        for (Variant variant : order) {
          measure(variant, traffic, round >= 0);
        }
      }
    } finally {
      participants.forEach(Participant::close);
    }
  }

  private void measure(Variant variant, CommandTraffic traffic, boolean counts) {
    Duration took = traffic.answered(variant, commands);
    if (variant.store() == Variant.Store.POSTGRESQL) {
      updates += commands;
    }
    if (counts) {
      measurements.add(variant, commands / (took.toNanos() / 1e9));
    }
  }

  private static Participant participant(
      Map<String, Object> clients, Effects effects, Variant variant) {
    ParticipantBuilder builder =
        Participant.named(CommandTraffic.PARTICIPANT)
            .kafka(clients)
            .topics(new TopicNames(variant.prefix()))
            .replies(StockReserved.class)
            .concurrency(variant.concurrency());
    return effects.addTo(builder, variant).build();
  }
}
