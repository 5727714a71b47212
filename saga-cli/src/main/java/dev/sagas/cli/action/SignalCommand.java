package dev.sagas.cli.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.sagas.cli.server.ServerCalls;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.operate.action.SignalOrder;
import dev.sagas.operate.action.Submitted;
import dev.sagas.operate.json.Json;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends a signal to a saga, or to many. */
@Command(
    name = "signal",
    mixinStandardHelpOptions = true,
    description = {
      "Sends a signal, as JSON, to a saga or to many. An early signal is kept until its step waits"
          + " for it.",
      SignalingCommand.EXIT_CODES
    })
public final class SignalCommand extends SignalingCommand {
  private static final String ACTOR = "--actor";

  @Option(
      names = "--record",
      required = true,
      paramLabel = "RECORD",
      description = "Full name of the signal's record.")
  private String record;

  @Option(
      names = ACTOR,
      defaultValue = "${sys:user.name}",
      paramLabel = "NAME",
      description = "Who sends it; journaled as stated (default: the user's name).")
  private String actor;

  @Mixin private PayloadOptions payload;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public SignalCommand() {}

  @Override
  String[] topicsOnly() {
    return new String[] {ACTOR, "--schema-id"};
  }

  @Override
  SignalOrder order(SignalName name, Deployment deployment) throws IOException {
    return SignalOrder.of(name, payload.encode(deployment, record), actor);
  }

  @Override
  void describe(ObjectNode signal) throws IOException {
    signal.put("kind", SignalOrder.Kind.SIGNAL.word());
    signal.put("type", record);
    signal.putRawValue("data", new RawValue(payload.json()));
  }

  @Override
  Submitted ask(ServerCalls server, SagaId saga, SignalName name) throws IOException {
    ObjectNode body = Json.object().put("name", name.value()).put("type", record);
    body.putRawValue("data", new RawValue(payload.json()));
    return act(server, saga, "/signals", body);
  }
}
