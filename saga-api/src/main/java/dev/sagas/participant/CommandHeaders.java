package dev.sagas.participant;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.HeaderNumber;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A command's metadata, checked. */
record CommandHeaders(
    SagaType type,
    int attempt,
    Instant deadline,
    FencedCommand fenced,
    Optional<String> traceParent) {
  /** Reads and checks the headers and the key. */
  static CommandHeaders of(ConsumerRecord<byte[], byte[]> record) throws BadCommandException {
    HeaderReader headers = new HeaderReader(record.headers());
    DeduplicationKey key = headers.required(SagaHeaders.DEDUPLICATION_KEY, DeduplicationKey::parse);
    checkAgreement(headers, key);
    checkKey(record, key.sagaId());
    headers.required(SagaHeaders.VERSION, CommandHeaders::positive);
    long deadlineMs = headers.required(SagaHeaders.DEADLINE, HeaderNumber::parseTime);
    return new CommandHeaders(
        headers.required(SagaHeaders.TYPE, SagaType::new),
        headers.required(SagaHeaders.ATTEMPT, CommandHeaders::positive),
        Instant.ofEpochMilli(deadlineMs),
        fenced(headers, key),
        TraceParent.of(record.headers()));
  }

  DeduplicationKey key() {
    return fenced.key();
  }

  private static void checkAgreement(HeaderReader headers, DeduplicationKey key)
      throws BadCommandException {
    agree(SagaHeaders.SAGA_ID, headers.required(SagaHeaders.SAGA_ID, SagaId::new), key.sagaId());
    agree(SagaHeaders.RUN, headers.required(SagaHeaders.RUN, RunId::new), key.run());
    agree(SagaHeaders.STEP, headers.required(SagaHeaders.STEP, StepName::new), key.step());
    agree(SagaHeaders.ACTION, headers.required(SagaHeaders.ACTION, Action::ofHeader), key.action());
  }

  private static void agree(String name, Object header, Object inKey) throws BadCommandException {
    if (!header.equals(inKey)) {
      throw new BadCommandException(
          ErrorCode.MALFORMED_HEADERS,
          "Expected header %s as in the deduplication key, but got %s and %s"
              .formatted(name, header, inKey));
    }
  }

  private static void checkKey(ConsumerRecord<byte[], byte[]> record, SagaId sagaId)
      throws BadCommandException {
    byte[] key = record.key();
    if (key == null || !sagaId.value().equals(new String(key, StandardCharsets.UTF_8))) {
      throw new BadCommandException(
          ErrorCode.KEY_MISMATCH, "Expected the record's key to be the saga id " + sagaId);
    }
  }

  private static FencedCommand fenced(HeaderReader headers, DeduplicationKey key)
      throws BadCommandException {
    long fenceUntilMs = headers.required(SagaHeaders.FENCE_UNTIL, HeaderNumber::parseTime);
    return switch (key.action()) {
      case EXECUTE -> FencedCommand.execute(key, fenceUntilMs);
      case COMPENSATE -> {
        DeduplicationKey undone = headers.required(SagaHeaders.UNDOES, text -> undone(text, key));
        boolean unknown = headers.required(SagaHeaders.EXECUTE_OUTCOME, CommandHeaders::isUnknown);
        yield new FencedCommand(key, undone, unknown, fenceUntilMs);
      }
    };
  }

  private static DeduplicationKey undone(String text, DeduplicationKey by) {
    DeduplicationKey undone = DeduplicationKey.parse(text);
    if (undone.action() != Action.EXECUTE
        || !undone.sagaId().equals(by.sagaId())
        || !undone.run().equals(by.run())
        || !undone.step().equals(by.step())) {
      throw new IllegalArgumentException("Expected an execute of the step of " + by);
    }
    return undone;
  }

  private static boolean isUnknown(String outcome) {
    if (outcome.equals(SagaHeaders.EXECUTE_UNKNOWN)) {
      return true;
    }
    if (outcome.equals(SagaHeaders.EXECUTE_SUCCEEDED)) {
      return false;
    }
    throw new IllegalArgumentException("Expected succeeded or unknown");
  }

  private static int positive(String text) {
    int number = HeaderNumber.parseInt(text);
    if (number < 1) {
      throw new IllegalArgumentException("Expected at least 1");
    }
    return number;
  }
}
