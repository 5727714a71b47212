package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.operate.DeadLetters;
import dev.sagas.orchestrator.operate.LetterFilter;
import dev.sagas.orchestrator.operate.LetterPosition;
import dev.sagas.protocol.TopicNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of all commands about dead letters: where they are, and which are meant. */
final class LetterOptions {
  @Option(
      names = "--bootstrap-server",
      required = true,
      paramLabel = "HOST:PORT[,…]",
      description = "The Kafka brokers.")
  private String bootstrapServers;

  @Option(
      names = "--prefix",
      defaultValue = "",
      description = "In front of the topics' names (default: none).")
  private String prefix;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties for Kafka's clients, such as security settings.")
  private @Nullable Path commandConfig;

  @Option(names = "--code", description = "Only letters with this error code.")
  private @Nullable String code;

  @Option(names = "--saga", paramLabel = "ID", description = "Only letters of this saga.")
  private @Nullable String saga;

  @Option(
      names = "--origin-topic",
      paramLabel = "TOPIC",
      description = "Only letters that came from this topic, named with its prefix.")
  private @Nullable String originTopic;

  @Option(
      names = "--limit",
      defaultValue = "100",
      description = "How many letters at most (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--output",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Output output;

  /** Made by picocli, which fills in the options. */
  @SuppressWarnings("NullAway.Init")
  LetterOptions() {}

  DeadLetters deadLetters() throws IOException {
    Map<String, Object> client = ClientProperties.read(Optional.ofNullable(commandConfig));
    client.put("bootstrap.servers", bootstrapServers);
    return DeadLetters.of(client, new TopicNames(prefix));
  }

  LetterFilter filter(Set<LetterPosition> positions) {
    return new LetterFilter(
        Optional.ofNullable(code),
        Optional.ofNullable(saga),
        Optional.ofNullable(originTopic),
        positions);
  }

  int limit() {
    return limit;
  }

  Output output() {
    return output;
  }
}
