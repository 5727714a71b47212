package dev.sagas.client;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.errors.TimeoutException;

/** The brokers of a client's configuration, for errors in which Kafka does not name them. */
record Brokers(String addresses) {
  static Brokers of(Map<String, ?> settings) {
    return new Brokers(String.valueOf(settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)));
  }

  /** The same error; a time-out says where an answer was expected. */
  Exception named(Exception problem) {
    return problem instanceof TimeoutException
        ? new TimeoutException(
            "Expected Kafka's brokers to answer at " + addresses + ", but " + problem.getMessage(),
            problem)
        : problem;
  }
}
