package dev.sagas.cli.deadletters;

import dev.sagas.cli.shared.ConnectionOptions;
import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.operate.deadletters.DeadLetters;
import dev.sagas.operate.deadletters.LetterFilter;
import dev.sagas.operate.deadletters.LetterPosition;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of all commands about dead letters: where they are, and which ones to select. */
final class LetterOptions {
  @Mixin private ConnectionOptions connection;

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
      description = "The maximum number of letters (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Mixin private OutputOptions output;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  LetterOptions() {}

  DeadLetters deadLetters() throws IOException {
    Deployment deployment = connection.deployment();
    return DeadLetters.of(deployment.client(), deployment.topics());
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

  OutputOptions output() {
    return output;
  }
}
