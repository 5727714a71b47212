package dev.sagas.archive.claims;

import dev.sagas.protocol.SagaHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * How long participants must remember commands (R27), as the commands themselves say: for as long
 * they may send a recorded reply again, and with it a claim.
 */
final class FenceMemory {
  private static final String COMMANDS = ".commands";
  private static final int MAX_DIGITS = 15;

  private Duration longest = Duration.ZERO;
  private String position = "";

  /** Looks at a record. Only what the orchestrator writes to participants counts. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    Header until = record.headers().lastHeader(SagaHeaders.FENCE_UNTIL);
    if (!record.topic().endsWith(COMMANDS) || until == null || until.value() == null) {
      return;
    }
    String digits = new String(until.value(), StandardCharsets.UTF_8);
    if (digits.matches("[0-9]{1," + MAX_DIGITS + "}")) {
      Duration memory = Duration.ofMillis(Long.parseLong(digits) - record.timestamp());
      if (memory.compareTo(longest) > 0) {
        longest = memory;
        position = record.topic() + "-" + record.partition() + "-" + record.offset();
      }
    }
  }

  /**
   * Checks how long unused objects are kept.
   *
   * @throws ClaimsException if a participant may need one for longer
   */
  void requireAtMost(Duration keep) {
    if (longest.compareTo(keep) > 0) {
      throw new ClaimsException(
          """
          Expected to keep objects for at least %s days, because a participant must remember the \
          command %s so long, and may send its reply again (%s); but it is %s days\
          """
              .formatted(
                  longest.plusDays(1).minusMillis(1).toDays(),
                  position,
                  SagaHeaders.FENCE_UNTIL,
                  keep.toDays()));
    }
  }
}
