package dev.sagas.cli.shared;

import dev.sagas.protocol.TopicNames;
import picocli.CommandLine.Option;

/** The option that says with which prefix a deployment's names begin. */
public final class PrefixOption {
  @Option(
      names = "--prefix",
      defaultValue = "${env:SAGA_TOPIC_PREFIX:-}",
      paramLabel = "TEXT",
      description =
          "Prefix of the topics' names (default: SAGA_TOPIC_PREFIX in the environment, or none).")
  private String prefix;

  /** Created by picocli, which sets the option. */
  @SuppressWarnings("NullAway.Init")
  PrefixOption() {}

  /** The prefix; empty for none. */
  public String text() {
    return prefix;
  }

  /** The names of topics with the prefix. */
  public TopicNames topics() {
    return new TopicNames(prefix);
  }
}
