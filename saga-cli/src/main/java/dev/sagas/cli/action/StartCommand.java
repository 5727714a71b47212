package dev.sagas.cli.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.sagas.cli.server.ServerCalls;
import dev.sagas.cli.server.ServerOptions;
import dev.sagas.cli.shared.RefusedException;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.action.StartOrder;
import dev.sagas.operate.action.Starts;
import dev.sagas.operate.action.Submitted;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.operate.query.PublishedSagas;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

  @Option(
      names = "--actor",
      defaultValue = "${sys:user.name}",
      paramLabel = "NAME",
      description = "Who starts it; journaled as stated (default: the user's name).")
  private String actor;

  @Mixin private ServerOptions servers;
  @Mixin private PayloadOptions payload;
  @Mixin private AnswerOptions options;
  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public StartCommand() {}

  @Override
  public Integer call() throws IOException {
    Optional<ServerCalls> server = servers.chosen(spec, "--actor", "--schema-id");
    Submitted submitted = server.isPresent() ? ask(server.get()) : send();
    return AnswerOutput.of(spec, options.output())
        .print(new AnsweredInput(saga, "START", ""), submitted);
  }

  private Submitted ask(ServerCalls server) throws IOException {
    ObjectNode body = Json.object().put("sagaId", saga.value()).put("type", type.value());
    if (version != null) {
      body.put("version", version);
    }
    body.putRawValue("data", new RawValue(payload.json()));
    ObjectNode named = body.putObject("labels");
    labels.forEach(named::put);
    return server.act("/sagas", body, Optional.empty(), options.timeout());
  }

  private Submitted send() throws IOException {
    Deployment deployment = options.deployment();
    OptionalInt number = version == null ? OptionalInt.empty() : OptionalInt.of(version);
    PublishedSaga definition =
        PublishedSagas.of(deployment)
            .find(type, number)
            .orElseThrow(() -> new RefusedException("No such definition was published: " + type));
    Bytes data = payload.encode(deployment, definition.dataType());
    try {
      return Starts.of(deployment)
          .start(new StartOrder(saga, type, number, data, labels, actor), options.timeout());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
