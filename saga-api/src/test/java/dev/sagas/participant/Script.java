package dev.sagas.participant;

import dev.sagas.protocol.StepOutcome;
import dev.sagas.schema.NothingToUndoReason;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A handler as the fence sees it: takes from the stock, and ends as it is told to. */
class Script implements FencedWork {
  private final StepOutcome outcome;
  private final int taken;
  private final AtomicInteger calls = new AtomicInteger();
  private RecordedExecute executed = RecordedExecute.UNKNOWN;

  Script(StepOutcome outcome) {
    this(outcome, 10);
  }

  Script(StepOutcome outcome, int taken) {
    this.outcome = outcome;
    this.taken = taken;
  }

  static Script succeeding() {
    return new Script(StepOutcome.SUCCEEDED);
  }

  static Script undoing() {
    return new Script(StepOutcome.SUCCEEDED, -10);
  }

  static Script ending(StepOutcome outcome) {
    return new Script(outcome);
  }

  /** How often it was called and came to its end in a transaction that could be committed. */
  int calls() {
    return calls.get();
  }

  /** What the fence told the handler of the execute, as text; empty if it knew nothing. */
  String executed() {
    return executed
        .reply()
        .map(reply -> new String(reply.value(), StandardCharsets.UTF_8))
        .orElse("");
  }

  void change(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE balance SET amount = amount - ? WHERE name = 'stock'")) {
      statement.setInt(1, taken);
      statement.executeUpdate();
    }
  }

  @Override
  public EncodedReply run(Connection connection, RecordedExecute executed)
      throws TransientFailureException {
    this.executed = executed;
    try {
      change(connection);
    } catch (SQLException e) {
      throw new TransientFailureException(e);
    }
    calls.incrementAndGet();
    return ended();
  }

  private EncodedReply ended() {
    String text = (taken > 0 ? "execute took " : "compensate took ") + taken;
    return reply(outcome, text, outcome == StepOutcome.SUCCEEDED ? "" : "NO");
  }

  @Override
  public EncodedReply runSending(RecordOutlet outlet, RecordedExecute executed) {
    this.executed = executed;
    outlet.add(new ProducerRecord<>("stock", new byte[] {(byte) taken}));
    calls.incrementAndGet();
    return ended();
  }

  @Override
  public EncodedReply runUnfenced() {
    throw new AssertionError("There is a fence");
  }

  @Override
  public EncodedReply nothingToUndo(NothingToUndoReason reason) {
    return reply(StepOutcome.SUCCEEDED, "nothing to undo: " + reason, "");
  }

  @Override
  public EncodedReply refused(ReplyError reason) {
    return reply(StepOutcome.REJECTED, reason.message(), reason.code());
  }

  static EncodedReply reply(StepOutcome outcome, String text, String code) {
    Optional<ReplyError> error =
        code.isEmpty()
            ? Optional.empty()
            : Optional.of(new ReplyError(code, outcome.headerValue()));
    return new EncodedReply(outcome, text.getBytes(StandardCharsets.UTF_8), error);
  }
}
