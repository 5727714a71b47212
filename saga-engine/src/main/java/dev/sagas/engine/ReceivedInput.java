package dev.sagas.engine;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.InboundRecord;
import dev.sagas.engine.wire.OutputWriter;
import dev.sagas.engine.wire.ParkedRecord;
import dev.sagas.protocol.SagaHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record that arrived.
 *
 * @param headers as they came, for keeping the record or sending it on
 * @param partition of the sagas that are handled
 * @param nowMs when it is handled, epoch ms
 */
public record ReceivedInput(InboundRecord record, Headers headers, int partition, long nowMs)
    implements Occasion {
  /** What decides, so that a decision can be made again, and who asked for it. */
  private static final List<String> JOURNALED =
      List.of(
          SagaHeaders.TYPE,
          SagaHeaders.VERSION,
          SagaHeaders.LABELS,
          SagaHeaders.REQUEST_ID,
          SagaHeaders.IN_REPLY_TO,
          SagaHeaders.OUTCOME,
          SagaHeaders.ERROR_CODE,
          SagaHeaders.ERROR_MESSAGE,
          SagaHeaders.RETRY_AFTER,
          SagaHeaders.SIGNAL,
          SagaHeaders.REQUESTED_BY);

  Optional<String> header(String name) {
    return Optional.ofNullable(record.headers().get(name));
  }

  @Override
  public OutputWriter.Route route() {
    return new OutputWriter.Route(partition, header(SagaHeaders.TRACE_PARENT));
  }

  @Override
  public Cause cause(SagaInput input) {
    Map<String, String> journaled = new HashMap<>();
    for (String name : JOURNALED) {
      header(name).ifPresent(value -> journaled.put(name, value));
    }
    Optional<String> actor = input.asOperation().map(SagaInput.Operation::actor);
    return new Cause(
        input.accept(CauseKinds.OF),
        Optional.of(record.position()),
        actor,
        journaled,
        record.value());
  }

  /** The record as it came, to be kept until it can be applied. */
  public ParkedRecord parked() {
    return new ParkedRecord(
        record.position(), carried(headers), record.value().orElse(Bytes.EMPTY));
  }

  static List<ParkedRecord.Header> carried(Headers headers) {
    List<ParkedRecord.Header> carried = new ArrayList<>();
    for (Header header : headers) {
      carried.add(
          new ParkedRecord.Header(
              header.key(), Optional.ofNullable(header.value()).map(Bytes::of)));
    }
    return carried;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.received(this);
  }
}
