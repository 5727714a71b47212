package dev.sagas.cli.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.sagas.cli.server.ServerCalls;
import dev.sagas.cli.server.ServerOptions;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.engine.core.Bytes;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.action.SignalOrder;
import dev.sagas.operate.action.Signals;
import dev.sagas.operate.action.Submitted;
import dev.sagas.operate.json.Json;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a signal to a saga. */
@Command(
    name = "signal",
    mixinStandardHelpOptions = true,
    description = {
      "Sends a signal to a saga, as JSON. An early signal is kept until its step waits for it.",
      SignalCommand.EXIT_CODES
    })
public final class SignalCommand implements SagaSubcommand {
  static final String EXIT_CODES =
      "Exit code: 0 accepted or kept, 1 refused, or it led to an incident; 2 could not be "
          + "done; 3 not known yet, it may still be accepted.";

  @Parameters(index = "0", paramLabel = "ID", description = "The saga.")
  private SagaId saga;

  @Parameters(index = "1", paramLabel = "NAME", description = "The signal's name.")
  private SignalName signal;

  @Option(
      names = "--type",
      required = true,
      paramLabel = "RECORD",
      description = "Full name of the signal's record.")
  private String type;

  @Option(
      names = "--actor",
      defaultValue = "${sys:user.name}",
      paramLabel = "NAME",
      description = "Who sends it; journaled as stated (default: the user's name).")
  private String actor;

  @Mixin private ServerOptions servers;
  @Mixin private PayloadOptions payload;
  @Mixin private AnswerOptions options;
  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public SignalCommand() {}

  @Override
  public Integer call() throws IOException {
    Optional<ServerCalls> server = servers.chosen(spec, "--actor", "--schema-id");
    Submitted submitted = server.isPresent() ? ask(server.get()) : send();
    return AnswerOutput.of(spec, options.output())
        .print(AnsweredInput.signal(saga, signal), submitted);
  }

  private Submitted ask(ServerCalls server) throws IOException {
    ObjectNode body = Json.object().put("name", signal.value()).put("type", type);
    body.putRawValue("data", new RawValue(payload.json()));
    return server.act(
        ServerCalls.saga(saga, "/signals"), body, Optional.empty(), options.timeout());
  }

  private Submitted send() throws IOException {
    Bytes value = payload.encode(options.deployment(), type);
    return Signals.of(options.deployment(), options.timeout())
        .send(saga, SignalOrder.of(signal, value, actor));
  }
}
