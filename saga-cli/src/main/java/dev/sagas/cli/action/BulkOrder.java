package dev.sagas.cli.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.index.live.LiveSaga;
import dev.sagas.operate.action.OperationSeries;
import java.io.IOException;
import java.util.Optional;

/** What is to be done to many sagas. */
interface BulkOrder {
  /** The id of the batch; empty for a new one. */
  Optional<String> id();

  /** Adds it to the request for a batch. */
  void describe(ObjectNode body) throws IOException;

  /** Whether it is for this one of the sagas that the filter selects. */
  boolean isFor(LiveSaga saga);

  /** What is sent through the topics. */
  Sender sender() throws IOException;

  /** Makes what is sent to each saga. */
  interface Sender {
    OperationSeries.Order order(LiveSaga saga, boolean dryRun);
  }

  /** What would become of a saga, if that is known without a dry run. */
  Optional<String> preview(LiveSaga saga);

  /** How an operator continues after an interruption through the topics. */
  String resumption();
}
