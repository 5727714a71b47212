package dev.sagas.cli.saga;

import dev.sagas.cli.shared.DeploymentOptions;
import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.json.SagaListJson;
import dev.sagas.operate.query.SagaFilter;
import dev.sagas.operate.query.SagaList;
import dev.sagas.operate.query.StoredSagas;
import dev.sagas.operate.query.WaitFilter;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.WaitReason;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists sagas and why they wait; changes nothing. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the live sagas and what they wait for, longest waiting first. A saga must match "
          + "all options.",
      "Exit code: 0 done, 2 could not be done."
    })
public final class ListCommand implements SagaSubcommand {
  @Mixin private DeploymentOptions options;

  @Option(
      names = "--status",
      split = ",",
      paramLabel = "STATUS",
      description =
          "One of these: ${COMPLETION-CANDIDATES} (default: those of live sagas). Ended ones are"
              + " listed until they are forgotten.")
  private List<SagaStatus> statuses = List.of();

  @Option(names = "--type", paramLabel = "TYPE", description = "Only sagas of this type.")
  private @Nullable SagaType type;

  @Option(
      names = "--saga-version",
      paramLabel = "NUMBER",
      description = "Only sagas that are on this version of their definition.")
  private @Nullable Integer version;

  @Option(
      names = "--id-prefix",
      defaultValue = "",
      paramLabel = "TEXT",
      description = "Only sagas whose id begins with this.")
  private String idPrefix;

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "Only sagas with this label; repeatable.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--waiting",
      paramLabel = "KIND",
      description = "Only sagas that wait for this: ${COMPLETION-CANDIDATES}.")
  private WaitReason.@Nullable Kind waiting;

  @Option(
      names = "--incident-code",
      paramLabel = "CODE",
      description = "Only sagas with an incident of this code.")
  private @Nullable String incidentCode;

  @Option(
      names = "--older-than",
      paramLabel = "DURATION",
      description =
          "Only sagas that have waited for the same thing for longer than this, such as 30s, "
              + "5m, 2h or 7d.")
  private @Nullable Duration olderThan;

  @Option(
      names = "--limit",
      defaultValue = "100",
      paramLabel = "NUMBER",
      description = "The maximum number (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public ListCommand() {}

  @Override
  public Integer call() throws IOException {
    SagaList list = StoredSagas.of(options.deployment()).list(filter(), limit);
    output.print(spec, () -> SagaListTable.lines(list), () -> Json.text(SagaListJson.node(list)));
    if (list.unreadable() > 0) {
      spec.commandLine()
          .getErr()
          .println(list.unreadable() + " checkpoints cannot be read: run saga audit");
    }
    return 0;
  }

  private SagaFilter filter() {
    OptionalLong since =
        olderThan == null
            ? OptionalLong.empty()
            : OptionalLong.of(Clock.systemUTC().millis() - olderThan.toMillis());
    return new SagaFilter(
        new HashSet<>(statuses),
        Optional.ofNullable(type),
        version == null ? OptionalInt.empty() : OptionalInt.of(version),
        idPrefix,
        labels,
        new WaitFilter(Optional.ofNullable(waiting), Optional.ofNullable(incidentCode), since));
  }
}
