package dev.sagas.samples.bench;

import dev.sagas.participant.Participant;
import dev.sagas.participant.ParticipantBuilder;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.order.StockReserved;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The participants of all variants, in a process of their own, so that its CPU is theirs alone. It
 * ends with its standard input.
 */
final class MeasuredParticipants implements AutoCloseable {
  private final Process process;

  private MeasuredParticipants(Process process) {
    this.process = process;
  }

  /**
   * Starts the process.
   *
   * @param prefix words in front of its command, such as {@code taskset -c 0}
   */
  static MeasuredParticipants start(
      Map<String, Object> clients, String databaseUrl, List<String> prefix) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.add(MeasuredParticipants.class.getName());
    command.add(databaseUrl);
    clients.forEach((name, value) -> command.add(name + "=" + value));
    return new MeasuredParticipants(
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** What the process has used so far. */
  Duration cpu() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "Expected the participants to run, but they ended with " + process.exitValue());
    }
    return process.info().totalCpuDuration().orElseThrow();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Arguments: the database's URL, and settings of the Kafka clients as name=value. */
  public static void main(String[] arguments) throws IOException {
    Map<String, Object> clients =
        Stream.of(arguments)
            .skip(1)
            .map(setting -> setting.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    try (Effects effects = new Effects(clients, arguments[0])) {
      List<Participant> participants =
          Variant.all().stream().map(variant -> participant(clients, effects, variant)).toList();
      participants.forEach(Participant::start);
      try {
        System.in.transferTo(OutputStream.nullOutputStream());
      } finally {
        participants.forEach(Participant::close);
      }
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
