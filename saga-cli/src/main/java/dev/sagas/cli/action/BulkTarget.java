package dev.sagas.cli.action;

import dev.sagas.protocol.SagaId;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The sagas of one bulk action, by whichever way they are reached. */
interface BulkTarget {
  /** The first of the sagas that an operator is shown. */
  int HEAD = 5;

  /** Freezes what is selected: sagas that match later are not among them. */
  Selected freeze() throws IOException;

  /**
   * What was frozen.
   *
   * @param head the first few
   * @param unreadable how many checkpoints could not be read: what they have is not known
   */
  record Selected(int sagas, List<SagaId> head, long unreadable) {
    public Selected {
      head = List.copyOf(head);
    }
  }

  /** What would become of the sagas, in words, with the number of each; changes nothing. */
  Map<String, Long> preview() throws IOException;

  /** How an operator continues after an interruption, so that nothing is applied twice. */
  String resumption();

  /** Acts, and reports each result as it comes. */
  void run(BulkReport report) throws IOException;
}
