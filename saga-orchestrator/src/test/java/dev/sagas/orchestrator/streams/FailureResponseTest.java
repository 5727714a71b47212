package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.serde.RegistryUnavailableException;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;

/** What is done for each class of failure. */
class FailureResponseTest {
  @Test
  void shouldReplaceTheThreadWhenTheFailureMayEnd() {
    for (Throwable failure :
        List.of(
            new StreamsException(new RegistryUnavailableException("no answer")),
            new StreamsException(new TimeoutException("no answer")),
            new TopicAuthorizationException("Not authorized"),
            new TaskMigratedException("moved", new ProducerFencedException("fenced")),
            new ProcessorStateException("disk full"),
            new MissingSourceTopicException("deleted"),
            new LostPositionException("made again"),
            new IllegalStateException("a bug"),
            new NoClassDefFoundError("a definition's class"),
            new StackOverflowError(),
            new AssertionError("a bug"))) {
      shouldBe(FailureResponse.REPLACE_THREAD, failure);
    }
  }

  @Test
  void shouldEndTheEngineWhenAThreadCanOnlyFailAgain() {
    shouldBe(FailureResponse.SHUT_DOWN, new FencedInstanceIdException("another has the id"));
    shouldBe(
        FailureResponse.SHUT_DOWN,
        new StreamsException(new KafkaException(new UnsupportedVersionException("old brokers"))));
  }

  @Test
  void shouldEndTheProcessWhenTheMachineFails() {
    shouldBe(FailureResponse.HALT, new OutOfMemoryError("Java heap space"));
    shouldBe(FailureResponse.HALT, new StreamsException(new OutOfMemoryError("Metaspace")));
    shouldBe(FailureResponse.HALT, new InternalError("a fault of a memory access"));
    shouldBe(
        FailureResponse.HALT,
        new FencedInstanceIdException("x") {
          private static final long serialVersionUID = 1L;

          @Override
          public synchronized Throwable getCause() {
            return new InternalError("the more severe counts");
          }
        });
  }

  private static void shouldBe(FailureResponse response, Throwable failure) {
    assertThat(FailureResponse.to(failure)).as(failure.toString()).isEqualTo(response);
  }
}
