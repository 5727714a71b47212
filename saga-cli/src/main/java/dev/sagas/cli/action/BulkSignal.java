package dev.sagas.cli.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.index.live.LiveSaga;
import dev.sagas.operate.action.OperationSeries;
import dev.sagas.operate.action.SignalOrder;
import dev.sagas.operate.bulk.SignalSelection;
import dev.sagas.operate.json.Json;
import dev.sagas.protocol.SignalName;
import java.io.IOException;
import java.util.Optional;

/**
 * A signal to those of many sagas that wait for it.
 *
 * @param id of the batch, at an orchestrator
 */
record BulkSignal(SignalName signal, Source source, Optional<String> id) implements BulkOrder {
  /** What the signal is. */
  interface Source {
    /** For the request of a batch, without its name. */
    void describe(ObjectNode body) throws IOException;

    /** For the topics; called once. */
    SignalOrder order() throws IOException;
  }

  @Override
  public void describe(ObjectNode body) throws IOException {
    ObjectNode described = Json.object().put("name", signal.value());
    source.describe(described);
    body.set("signal", described);
  }

  @Override
  public boolean isFor(LiveSaga saga) {
    return new SignalSelection(signal).includes(saga);
  }

  @Override
  public Sender sender() throws IOException {
    SignalOrder order = source.order();
    return (saga, dryRun) -> OperationSeries.signal(saga.id(), order);
  }

  @Override
  public Optional<String> preview(LiveSaga saga) {
    return Optional.of(new SignalSelection(signal).preview(saga));
  }

  @Override
  public String resumption() {
    return """
    Run the same command again after an interruption: sagas that took the signal no longer wait \
    for it, and are left out\
    """;
  }
}
