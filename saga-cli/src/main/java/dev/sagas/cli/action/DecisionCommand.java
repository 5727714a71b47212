package dev.sagas.cli.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.cli.server.ServerCalls;
import dev.sagas.cli.server.ServerOptions;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.action.SignalOrder;
import dev.sagas.operate.action.Signals;
import dev.sagas.operate.action.Submitted;
import dev.sagas.operate.json.Json;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A person's decision on an approval that a saga waits for. */
abstract class DecisionCommand implements SagaSubcommand {
  @Parameters(index = "0", paramLabel = "ID", description = "The saga.")
  private SagaId saga;

  @Parameters(
      index = "1",
      paramLabel = "APPROVAL",
      description = "The step's name, unless its definition names another signal.")
  private SignalName approval;

  @Option(
      names = "--by",
      defaultValue = "${sys:user.name}",
      paramLabel = "NAME",
      description = "Who decided; in the signal as stated (default: the user's name).")
  private String decidedBy;

  @Mixin private ServerOptions servers;
  @Mixin private AnswerOptions options;
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields
  DecisionCommand() {}

  /** The decision as a signal. */
  abstract SignalOrder order(SignalName on, String by);

  /** Adds the decision to a request. */
  abstract void describe(ObjectNode body);

  @Override
  public Integer call() throws IOException {
    Optional<ServerCalls> server = servers.chosen(spec, "--by");
    Submitted submitted =
        server.isPresent()
            ? ask(server.get())
            : Signals.of(options.deployment(), options.timeout())
                .send(saga, order(approval, decidedBy));
    return AnswerOutput.of(spec, options.output())
        .print(AnsweredInput.signal(saga, approval), submitted);
  }

  /** The service knows who decides. */
  private Submitted ask(ServerCalls server) {
    ObjectNode body = Json.object().put("approval", approval.value());
    describe(body);
    return server.act(
        ServerCalls.saga(saga, "/approvals"), body, Optional.empty(), options.timeout());
  }
}
