package dev.sagas.participant;

import dev.sagas.internal.DaemonThreads;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.TopicNames;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a builder has described.
 *
 * @param fence not used if there is a {@code kafkaFence}
 */
record ParticipantPlan(
    ParticipantName name,
    Map<String, Object> config,
    TopicNames topics,
    Map<Class<? extends SpecificRecord>, CommandHandler<?>> handlers,
    List<Class<? extends SpecificRecord>> replies,
    Fence fence,
    Optional<KafkaFence> kafkaFence,
    int concurrency,
    Duration closeTimeout,
    Optional<Duration> handlerTimeout,
    Optional<ThreadFactory> handlerThreads,
    List<ParticipantListener> listeners) {
  ParticipantPlan {
    config = Map.copyOf(config);
    handlers = Map.copyOf(handlers);
    replies = List.copyOf(replies);
    listeners = List.copyOf(listeners);
  }

  /** How the handlers are run, on their own threads. */
  HandlerEnvironment execution(String threadName, Shutdown shutdown) {
    return new HandlerEnvironment(
        Clock.systemUTC(),
        shutdown,
        new HandlerThreads(
            handlerThreads.orElseGet(() -> DaemonThreads.named(threadName + "-handler")),
            concurrency),
        handlerTimeout,
        new Reporter(name, listeners));
  }

  String fenceTopic() {
    return topics.fence(name);
  }

  String commandTopic() {
    return topics.commands(name);
  }
}
