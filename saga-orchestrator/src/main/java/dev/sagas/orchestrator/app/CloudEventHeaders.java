package dev.sagas.orchestrator.app;

import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.orchestrator.streams.OutcomeHeaders;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Makes outcomes CloudEvents in binary content mode, as CloudEvents' Kafka binding defines it.
 *
 * <ul>
 *   <li>An outcome's value does not change.
 *   <li>The same outcome has the same id, however often it is read.
 * </ul>
 *
 * @param topic of the outcomes
 * @param source what is in {@code ce_source}: a URI reference
 */
record CloudEventHeaders(String topic, String source) implements OutcomeHeaders {
  /** Its magic byte and the schema's id. */
  private static final int WIRE_FORMAT_BYTES = 5;

  @Override
  public Map<String, String> of(OutboundRecord record) {
    return record.topic().equals(topic) ? headers(outcome(record.value().array())) : Map.of();
  }

  /** It was just written, so with this schema: the registry need not be asked. */
  private static SagaOutcome outcome(byte[] value) {
    try {
      return new SpecificDatumReader<>(SagaOutcome.class)
          .read(
              new SagaOutcome(),
              DecoderFactory.get()
                  .binaryDecoder(value, WIRE_FORMAT_BYTES, value.length - WIRE_FORMAT_BYTES, null));
    } catch (IOException e) {
      throw new UncheckedIOException("Expected an outcome that can be read", e);
    }
  }

  private Map<String, String> headers(SagaOutcome outcome) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", id(outcome));
    headers.put("ce_source", source);
    headers.put("ce_type", type(outcome.getOutcome()));
    headers.put("ce_subject", outcome.getSagaId());
    headers.put("ce_time", outcome.getEndedAt().toString());
    headers.put("ce_sagatype", outcome.getType());
    if (outcome.getVersion() > 0) {
      headers.put("ce_sagaversion", Integer.toString(outcome.getVersion()));
    }
    headers.put("content-type", "application/avro");
    return headers;
  }

  private static String id(SagaOutcome outcome) {
    String run =
        outcome.getRun().isEmpty()
            ? "refused/" + outcome.getEndedAt().toEpochMilli()
            : outcome.getRun() + "/" + outcome.getRevision();
    return outcome.getSagaId() + "/" + run;
  }

  private static String type(OutcomeKind kind) {
    return "dev.sagas." + kind.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
