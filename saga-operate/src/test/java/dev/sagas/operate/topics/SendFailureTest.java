package dev.sagas.operate.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.deployment.ReadFailure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** What Kafka refuses for certain, and what may have been written. */
class SendFailureTest {
  private static final String TOPIC = "saga.operations";
  private static final Map<String, Object> ADA =
      Map.of(
          "security.protocol",
          "SASL_SSL",
          "sasl.jaas.config",
          "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"ada\""
              + " password=\"secret-1\";");

  @Test
  void shouldNameTopicAndPrincipalAndRightWhenWritingIsDenied() {
    // when
    SendFailure failure =
        SendFailure.of(new TopicAuthorizationException(Set.of(TOPIC)), TOPIC, ADA);

    // then
    assertThat(failure.certain()).isTrue();
    assertThat(failure.reason())
        .isEqualTo(
            "the principal User:ada lacks WRITE on topic saga.operations: add it with"
                + " kafka-acls.sh --add --operation Write --topic saga.operations")
        .doesNotContain("secret-1");
  }

  @Test
  void shouldBeCertainWhateverKafkaRefusesBeforeItAppends() {
    for (RuntimeException refusal :
        List.of(
            new TopicAuthorizationException(TOPIC),
            new ClusterAuthorizationException("no idempotent write"),
            new RecordTooLargeException("1048577 bytes"),
            new SerializationException("no"),
            new InvalidTopicException("no"),
            new InvalidTimestampException("no"),
            new org.apache.kafka.common.InvalidRecordException("no"))) {
      assertThat(SendFailure.of(refusal, TOPIC, ADA).certain())
          .as(refusal.getClass().getSimpleName())
          .isTrue();
      assertThat(SendFailure.of(new KafkaException("in it", refusal), TOPIC, ADA).certain())
          .as("wrapped %s", refusal.getClass().getSimpleName())
          .isTrue();
      assertThat(SendFailure.of(new ExecutionException(refusal), TOPIC, ADA).reason())
          .contains(TOPIC);
    }
  }

  @Test
  void shouldNotBeCertainWhereTheRecordMayHaveBeenWritten() {
    for (RuntimeException doubt :
        List.of(
            new TimeoutException("no answer"),
            new NetworkException("gone"),
            new NotEnoughReplicasAfterAppendException("written, and then too few"),
            new OutOfOrderSequenceException("?"))) {
      SendFailure failure = SendFailure.of(doubt, TOPIC, ADA);
      assertThat(failure.certain()).as(doubt.getClass().getSimpleName()).isFalse();
      assertThat(failure.reason()).contains(TOPIC, doubt.getMessage());
    }
  }

  @Test
  void shouldSayTheSameOfReading() {
    assertThat(
            ReadFailure.reason(new TopicAuthorizationException(Set.of("saga.journal")), Map.of()))
        .isEqualTo(
            "the principal User:ANONYMOUS lacks READ on topic saga.journal: add it with"
                + " kafka-acls.sh --add --operation Read");
    assertThat(ReadFailure.reason(new KafkaException("disk"), ADA)).isEqualTo("disk");
    assertThat(ReadFailure.principal(Map.of("security.protocol", "SSL")))
        .as("a certificate says it, not the settings")
        .isEqualTo("the principal that connects");
  }
}
