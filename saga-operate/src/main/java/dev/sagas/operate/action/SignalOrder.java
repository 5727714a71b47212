package dev.sagas.operate.action;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.wire.OperatorRecords;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A signal that an operator sends.
 *
 * @param signal its name; of an approval the step's name, unless its definition names another
 * @param value in wire format; empty for a decision, whose value follows from the rest
 * @param requestedBy who sends it, journaled as stated
 * @param reason why a decision is negative; part of the signal
 */
public record SignalOrder(
    Kind kind, SignalName signal, Bytes value, String requestedBy, String reason) {

  /** What kind of signal it is. */
  public enum Kind {
    /** Any signal, with its data. */
    SIGNAL,
    /** A positive decision. */
    APPROVE,
    /** A negative decision, which rejects the step. */
    DECLINE;

    /** The word for it, as in the command line. */
    public String word() {
      return toString().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A signal with data.
   *
   * @param value in wire format
   */
  public static SignalOrder of(SignalName signal, Bytes value, String requestedBy) {
    return new SignalOrder(Kind.SIGNAL, signal, value, requestedBy, "");
  }

  /** A positive decision. */
  public static SignalOrder approve(SignalName approval, String decidedBy) {
    return new SignalOrder(Kind.APPROVE, approval, Bytes.EMPTY, decidedBy, "");
  }

  /** A negative decision. */
  public static SignalOrder decline(SignalName approval, String decidedBy, String reason) {
    return new SignalOrder(Kind.DECLINE, approval, Bytes.EMPTY, decidedBy, reason);
  }

  /** The record for a saga. */
  OutboundRecord record(SagaId saga, OperatorRecords records) {
    OutboundRecord record =
        switch (kind) {
          case SIGNAL -> records.signal(saga, signal, value);
          case APPROVE -> records.approval(saga, signal, requestedBy);
          case DECLINE -> records.refusal(saga, signal, requestedBy, reason);
        };
    Map<String, String> headers = new LinkedHashMap<>(record.headers());
    headers.put(SagaHeaders.REQUESTED_BY, requestedBy);
    return new OutboundRecord(
        record.topic(), record.partition(), record.key(), record.value(), headers);
  }
}
