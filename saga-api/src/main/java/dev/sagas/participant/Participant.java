package dev.sagas.participant;

import dev.sagas.protocol.ParticipantName;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service that handles the commands of sagas: reads its command topic, calls the handlers, sends
 * their replies.
 *
 * <ul>
 *   <li>Commands of one saga are handled in order, those of several sagas in parallel.
 *   <li>A command may arrive any number of times: with a fence it takes effect once, and its
 *       recorded reply is sent again.
 *   <li>Several instances of one participant share its command topic's partitions.
 *   <li>Thread-safe.
 * </ul>
 *
 * <pre>{@code
 * Participant inventory = Participant.named("inventory")
 *     .kafka(Map.of("bootstrap.servers", "localhost:9092",
 *                   "schema.registry.url", "http://localhost:8081"))
 *     .fence(JdbcFence.on(dataSource))
 *     .replies(StockReserved.class)
 *     .handle(ReserveStock.class, (command, context) -> reserve(command, context.connection()))
 *     .build();
 * inventory.start();
 * Runtime.getRuntime().addShutdownHook(new Thread(inventory::close));
 * }</pre>
 */
public final class Participant implements AutoCloseable {
  private static final Duration REGISTRATION_PATIENCE = Duration.ofMinutes(2);

  private final ParticipantPlan plan;
  private boolean used;
  private volatile @Nullable RunningParticipant runtime;

  Participant(ParticipantPlan plan) {
    this.plan = plan;
  }

  /**
   * Begins the description of a participant; its command topic is {@code <name>.commands}.
   *
   * @throws IllegalArgumentException if the name does not match {@code [a-z0-9][a-z0-9-]{0,63}}
   */
  public static ParticipantBuilder named(String name) {
    return new ParticipantBuilder(new ParticipantName(name));
  }

  /** The participant's name. */
  public ParticipantName name() {
    return plan.name();
  }

  /**
   * Registers the reply schemas and begins to handle commands; returns when both are done.
   *
   * <ul>
   *   <li>Waits for the schema registry for at most 2 minutes, but not for Kafka.
   *   <li>Keeps the process alive until {@link #close}, or until it cannot continue.
   *   <li>May be called again after it threw, but not after it returned.
   * </ul>
   *
   * @throws IllegalStateException if it was started or closed before
   * @throws org.apache.kafka.common.KafkaException if a schema cannot be registered or the
   *     configuration does not fit
   */
  public synchronized void start() {
    if (used) {
      throw new IllegalStateException(
          "Expected participant " + name() + " to be started once, and not after its end");
    }
    used = true;
    AvroCodec codec = AvroCodec.create(plan.config(), SubjectStrategy.RECORD_NAME);
    try {
      ReplyRegistration.of(plan).register(codec, REGISTRATION_PATIENCE);
      runtime =
          plan.kafkaFence().isPresent()
              ? KafkaFenceRuntime.started(plan, plan.kafkaFence().get(), codec)
              : ParticipantRuntime.started(
                  plan,
                  codec,
                  ParticipantClients.consumer(plan),
                  ParticipantClients.producer(plan));
    } catch (RuntimeException e) {
      codec.close();
      used = false;
      throw e;
    }
  }

  /** True from the end of {@link #start()} until it is closed or cannot continue. */
  public boolean isRunning() {
    RunningParticipant current = runtime;
    return current != null && current.isRunning();
  }

  /**
   * Waits until the participant has ended. Not needed to keep the process alive, which {@link
   * #start} does until {@link #close}; but a {@code main} that calls it exits with an error if the
   * participant cannot continue.
   *
   * @throws IllegalStateException if it was not started, or cannot continue: its cause says why
   */
  public void await() throws InterruptedException {
    RunningParticipant current = started();
    if (current != null) {
      Optional<Throwable> failure = current.await();
      if (failure.isPresent()) {
        throw new IllegalStateException(
            "Expected participant " + name() + " to run until it is closed, but it has failed",
            failure.get());
      }
    }
  }

  private synchronized @Nullable RunningParticipant started() {
    if (!used) {
      throw new IllegalStateException("Expected participant " + name() + " to be started");
    }
    return runtime;
  }

  /**
   * Stops taking commands, waits at most {@link ParticipantBuilder#closeTimeout} for running
   * handlers, and leaves the group. Unfinished commands are redelivered to another instance, or at
   * the next start. Does nothing the second time.
   */
  @Override
  public synchronized void close() {
    used = true;
    RunningParticipant current = runtime;
    if (current != null) {
      runtime = null;
      current.close();
    }
  }
}
