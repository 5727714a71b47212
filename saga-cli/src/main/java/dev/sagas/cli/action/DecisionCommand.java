package dev.sagas.cli.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.cli.server.ServerCalls;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.operate.action.SignalOrder;
import dev.sagas.operate.action.Submitted;
import dev.sagas.operate.json.Json;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A person's decision on an approval that sagas wait for. */
abstract class DecisionCommand extends SignalingCommand {
  private static final String BY = "--by";

  @Option(
      names = BY,
      defaultValue = "${sys:user.name}",
      paramLabel = "NAME",
      description = "Who decided; in the signal as stated (default: the user's name).")
  private String decidedBy;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields
  DecisionCommand() {}

  /** The decision as a signal. */
  abstract SignalOrder order(SignalName approval, String by);

  /** Why it is negative; empty if it is positive. */
  abstract Optional<String> refusal();

  @Override
  final String[] topicsOnly() {
    return new String[] {BY};
  }

  @Override
  final SignalOrder order(SignalName name, Deployment deployment) {
    return order(name, decidedBy);
  }

  @Override
  final void describe(ObjectNode signal) {
    boolean approved = refusal().isEmpty();
    signal.put("kind", (approved ? SignalOrder.Kind.APPROVE : SignalOrder.Kind.DECLINE).word());
    refusal().ifPresent(reason -> signal.put("reason", reason));
  }

  /** The service knows who decides. */
  @Override
  final Submitted ask(ServerCalls server, SagaId saga, SignalName name) throws IOException {
    ObjectNode body = Json.object().put("approval", name.value());
    body.put("approved", refusal().isEmpty());
    refusal().ifPresent(reason -> body.put("reason", reason));
    return act(server, saga, "/approvals", body);
  }
}
