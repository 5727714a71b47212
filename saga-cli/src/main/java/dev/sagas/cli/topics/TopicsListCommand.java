package dev.sagas.cli.topics;

import dev.sagas.cli.shared.DeploymentOptions;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.cli.shared.InputRetentionOption;
import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.cli.shared.Screen;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.topics.TopicSettings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the topics of a deployment; changes nothing. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the topics that a deployment needs, what each is for, its partitions, replicas and"
          + " clean-up, and what is not as it must be. An orchestrator creates those that are"
          + " missing when it starts.",
      "Exit code: 0 all are as they must be, 1 some are not, 2 could not be done."
    })
final class TopicsListCommand implements Callable<Integer> {
  static final int MAX_RECORD_BYTES = 960 * 1024;

  @Mixin private DeploymentOptions options;

  @Mixin private InputRetentionOption inputRetention;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  TopicsListCommand() {}

  @Override
  public Integer call() throws IOException {
    List<DeployedTopic> topics =
        TopicInventory.read(
            options.deployment(),
            new TopicSettings(1, (short) 1, inputRetention.value(), MAX_RECORD_BYTES));
    output.print(
        spec,
        () -> TopicsTable.lines(topics, Screen.of(System.getenv()).columns()),
        () -> Json.text(TopicsJson.node(topics)));
    return topics.stream().allMatch(topic -> topic.problems().isEmpty()) ? 0 : ExitCodes.FAULT;
  }
}
