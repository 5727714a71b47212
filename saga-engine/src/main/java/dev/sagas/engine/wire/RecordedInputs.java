package dev.sagas.engine.wire;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.TopicNames;
import dev.sagas.serde.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the inputs that the journal keeps with its transitions, as the orchestrator read them at
 * the time.
 *
 * <ul>
 *   <li>What a start got from its deployment, its run and its version, is what it got then.
 *   <li>Throws {@link dev.sagas.serde.RegistryUnavailableException} while a schema is unavailable.
 * </ul>
 */
public final class RecordedInputs {
  private final InboundReader reader;
  private final TopicNames topics;

  /**
   * A reader.
   *
   * @param codec with the record-name strategy
   */
  public RecordedInputs(AvroCodec codec, TopicNames topics) {
    this.reader = new InboundReader(codec, topics, "", Integer.MAX_VALUE);
    this.topics = topics;
  }

  /** The input that led to the transition. */
  public Inbound read(JournalEntry entry) {
    SagaId saga = entry.identity().id();
    Cause cause = entry.cause();
    if (cause.kind() == Cause.Kind.TIMER) {
      return new Inbound.Input(new SagaInput.TimerDue(saga));
    }
    Map<String, String> headers = new HashMap<>(cause.headers());
    headers.put(SagaHeaders.SAGA_ID, saga.value());
    Inbound read =
        reader.read(
            new InboundRecord(
                new Position(topic(cause.kind()), 0, 0),
                Optional.of(Bytes.of(saga.value().getBytes(StandardCharsets.UTF_8))),
                cause.input(),
                headers));
    return read.accept(new AsThen(entry));
  }

  /** What was read, under the run id and version that a start had then. */
  private record AsThen(JournalEntry entry) implements Inbound.Visitor<Inbound> {
    @Override
    public Inbound input(Inbound.Input read) {
      return read.input()
          .asStart()
          .map(start -> new Inbound.Input(asThen(start, entry)))
          .orElse(read);
    }

    @Override
    public Inbound unreadable(Inbound.Unreadable read) {
      return read;
    }
  }

  private static SagaInput.Start asThen(SagaInput.Start start, JournalEntry entry) {
    return new SagaInput.Start(
        start.sagaId(),
        entry.identity().run(),
        start.type(),
        OptionalInt.of(entry.identity().version()),
        start.payload(),
        start.labels());
  }

  /** By what it is: a journal may have been copied to where the topics have other names. */
  private String topic(Cause.Kind kind) {
    return switch (kind) {
      case START -> topics.requests();
      case REPLY -> topics.replies();
      case SIGNAL -> topics.signals();
      case OPERATION -> topics.operations();
      case TIMER, ENGINE ->
          throw new IllegalArgumentException("Expected an input that came from a topic");
    };
  }
}
