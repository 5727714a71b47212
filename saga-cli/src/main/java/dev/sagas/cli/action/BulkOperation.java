package dev.sagas.cli.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaInput.OperatorOrder;
import dev.sagas.index.live.LiveSaga;
import dev.sagas.operate.action.OperationSeries;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * An operation on many sagas.
 *
 * <ul>
 *   <li>Through the topics the id of an operation follows from the action, the saga and its
 *       revision: if the command is run again, the same action on the same state of a saga is
 *       applied once.
 * </ul>
 *
 * @param id if it is repeated with the same one, nothing is applied twice; empty for the default
 */
record BulkOperation(Verb verb, String actor, String reason, Optional<String> id)
    implements BulkOrder {
  @Override
  public void describe(ObjectNode body) {
    body.set("operation", verb.json(reason));
  }

  @Override
  public boolean isFor(LiveSaga saga) {
    return true;
  }

  @Override
  public Sender sender() {
    return this::order;
  }

  private OperationSeries.Order order(LiveSaga saga, boolean dryRun) {
    return OperationSeries.operation(
        new SagaInput.Operation(
            saga.id(),
            verb.kind(),
            new OperatorOrder(id.orElseGet(() -> key(saga)), actor, reason),
            verb.subject(Optional.empty()),
            dryRun));
  }

  private String key(LiveSaga saga) {
    String text = String.join("\n", verb.toString(), saga.id().value(), saga.revision() + "");
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  @Override
  public Optional<String> preview(LiveSaga saga) {
    return Optional.empty();
  }

  @Override
  public String resumption() {
    return "Run the same command again after an interruption: nothing is applied twice";
  }
}
