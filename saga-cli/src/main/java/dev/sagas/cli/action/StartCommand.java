package dev.sagas.cli.action;

import dev.sagas.cli.shared.RefusedException;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.action.StartOrder;
import dev.sagas.operate.action.Starts;
import dev.sagas.operate.action.Submitted;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.operate.query.PublishedSagas;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts a saga. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a saga with JSON data, and says whether it was accepted. Repeating it changes"
          + " nothing.",
      OperationCommand.EXIT_CODES
    })
public final class StartCommand implements SagaSubcommand {
  @Parameters(paramLabel = "ID", description = "The saga's id.")
  private SagaId saga;

  @Option(
      names = "--type",
      required = true,
      paramLabel = "TYPE",
      description = "The type of its definition.")
  private SagaType type;

  @Option(
      names = "--definition-version",
      paramLabel = "NUMBER",
      description = "The version of its definition (default: the newest).")
  private @Nullable Integer version;

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "A label to find it by; repeatable.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Mixin private PayloadOptions payload;
  @Mixin private AnswerOptions options;
  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public StartCommand() {}

  @Override
  public Integer call() throws IOException {
    Deployment deployment = options.deployment();
    OptionalInt number = version == null ? OptionalInt.empty() : OptionalInt.of(version);
    PublishedSaga definition =
        PublishedSagas.of(deployment)
            .find(type, number)
            .orElseThrow(() -> new RefusedException("No such definition was published: " + type));
    Bytes data = payload.encode(deployment, definition.dataType());
    try {
      Submitted submitted =
          Starts.of(deployment)
              .start(new StartOrder(saga, type, number, data, labels), options.timeout());
      return AnswerOutput.of(spec, options.output())
          .print(new AnsweredInput(saga, "START", ""), submitted);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
