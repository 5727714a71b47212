package dev.sagas.dev.checker;

import static dev.sagas.dev.checker.VerdictKind.CHECKPOINT_NOT_FOLD;

import dev.sagas.protocol.RunId;
import dev.sagas.schema.SagaCheckpoint;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/**
 * The newest checkpoint of a saga has its digest, and is the state after its run's last transition:
 * the same revision, hash, status, version and time.
 *
 * <ul>
 *   <li>The fields below that are not folded: the hash covers all events up to it.
 *   <li>A checkpoint of another format than {@code 0x01} is not judged.
 * </ul>
 */
final class CheckpointCheck implements SagaCheck {
  private static final byte FORMAT = 1;
  private static final int DIGEST_FROM = 1;
  private static final int STATE_FROM = 33;

  private final GenericDatumReader<GenericRecord> states =
      new GenericDatumReader<>(SagaCheckpoint.getClassSchema());

  @Override
  public void check(SagaHistory saga, Consumer<Verdict> verdicts) {
    Optional<RecordValue> value = saga.checkpoint().flatMap(HistoryRecord::value);
    if (value.isPresent()) {
      fault(saga, value.get())
          .ifPresent(detail -> verdicts.accept(saga.verdict(CHECKPOINT_NOT_FOLD, detail)));
    }
  }

  private Optional<String> fault(SagaHistory saga, RecordValue value) {
    if (value.size() <= STATE_FROM) {
      return Optional.of("Expected a checkpoint, but got %s bytes".formatted(value.size()));
    }
    if (value.part(0, 1)[0] != FORMAT) {
      return Optional.empty();
    }
    String digest = value.sha256(STATE_FROM, value.size());
    if (!digest.equals(value.hex(DIGEST_FROM, STATE_FROM))) {
      return Optional.of("Expected the digest of the checkpoint's bytes, but it has another");
    }
    return decoded(value)
        .map(state -> difference(saga, state))
        .orElse(Optional.of("Expected a checkpoint in Avro, but it cannot be read"));
  }

  private Optional<GenericRecord> decoded(RecordValue value) {
    byte[] avro = value.part(STATE_FROM, value.size());
    try {
      return Optional.of(states.read(null, DecoderFactory.get().binaryDecoder(avro, null)));
    } catch (IOException | AvroRuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> difference(SagaHistory saga, GenericRecord state) {
    Optional<JournalLine> last =
        Fields.text(state, "run")
            .filter(RunId::isValid)
            .flatMap(run -> saga.find(new RunId(run)))
            .flatMap(RunHistory::last);
    if (last.isEmpty()) {
      return Optional.of(
          "Expected a transition of the checkpoint's run %s, but the journal has none"
              .formatted(state.get("run")));
    }
    String expected = seen(last.get());
    String actual = seen(state);
    return expected.equals(actual)
        ? Optional.empty()
        : Optional.of("Expected a checkpoint of %s, but it is of %s".formatted(expected, actual));
  }

  private static String seen(JournalLine last) {
    GenericRecord entry = last.entry();
    return "revision %s, hash %s, status %s, version %s, time %s"
        .formatted(
            last.revision(), last.hash(), last.status(), entry.get("version"), entry.get("at"));
  }

  private static String seen(GenericRecord state) {
    return "revision %s, hash %s, status %s, version %s, time %s"
        .formatted(
            state.get("revision"),
            Fields.hash(state, "hash").orElse("none"),
            state.get("status"),
            state.get("version"),
            state.get("updatedAt"));
  }
}
