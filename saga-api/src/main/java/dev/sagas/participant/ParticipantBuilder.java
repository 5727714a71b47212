package dev.sagas.participant;

import dev.sagas.protocol.ClientSettings;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

/** Describes a {@link Participant}. Not thread-safe. */
public final class ParticipantBuilder {
  /** The most commands that may be handled at once. */
  public static final int MAX_CONCURRENCY = 256;

  private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  private final ParticipantName name;
  private final Map<String, Object> config = new HashMap<>();
  private final Map<Class<? extends SpecificRecord>, CommandHandler<?>> handlers =
      new LinkedHashMap<>();
  private final List<Class<? extends SpecificRecord>> replies = new ArrayList<>();
  private @Nullable TopicNames topics;
  private @Nullable String instance;
  private int concurrency = 8;
  private Duration closeTimeout = Duration.ofSeconds(10);
  private @Nullable Duration handlerTimeout;
  private @Nullable ThreadFactory handlerThreads;
  private final List<ParticipantListener> listeners = new ArrayList<>();
  private @Nullable JdbcFence fence;
  private @Nullable KafkaFence kafkaFence;
  private boolean unfenced;

  ParticipantBuilder(ParticipantName name) {
    this.name = name;
  }

  /**
   * Settings of the Kafka clients and of the registry, added to those given before.
   *
   * <ul>
   *   <li>Needs at least {@code bootstrap.servers} and {@code schema.registry.url}.
   *   <li>{@code saga.topic.prefix} sets the {@link #topics} if they are not given.
   *   <li>A setting that starts with {@code consumer.} or {@code producer.} applies to that client
   *       only. {@code group.id} is the topic prefix and the participant's name by default.
   *   <li>{@code session.timeout.ms} is 10 s by default and {@code heartbeat.interval.ms} a quarter
   *       of it; the partitions of an instance that was killed wait for the session time-out.
   *   <li>Isolation level, acknowledgements, idempotence, offset commits and serializers are fixed.
   * </ul>
   */
  public ParticipantBuilder kafka(Map<String, ?> settings) {
    config.putAll(settings);
    return this;
  }

  /**
   * The name of this instance among those of the participant, for static membership: an instance
   * that is killed and restarted under its name within the session time-out gets its partitions
   * back without a rebalance, and with a fence in Kafka ends at once the transaction that it left
   * open.
   *
   * <ul>
   *   <li>Each instance needs its own name: if two have the same, the first cannot continue.
   *   <li>{@code group.instance.id} in the {@link #kafka} settings takes precedence.
   * </ul>
   *
   * @throws IllegalArgumentException unless it matches {@code [A-Za-z0-9._-]{1,200}}
   */
  public ParticipantBuilder instance(String id) {
    if (!INSTANCE.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "Expected an instance of the form " + INSTANCE.pattern() + ", but got '" + id + "'");
    }
    this.instance = id;
    return this;
  }

  /** The topics' names; with the prefix in {@code saga.topic.prefix} by default. */
  public ParticipantBuilder topics(TopicNames names) {
    this.topics = names;
    return this;
  }

  /** Where executes, compensations and their replies are recorded. */
  public ParticipantBuilder fence(JdbcFence jdbcFence) {
    this.fence = jdbcFence;
    return this;
  }

  /** The same in Kafka, for services whose effects are only records. */
  public ParticipantBuilder fence(KafkaFence fenceInKafka) {
    this.kafkaFence = fenceInKafka;
    return this;
  }

  /**
   * Uses no fence: every handler must be idempotent by the deduplication key, and refuse an execute
   * that arrives after its compensation.
   */
  public ParticipantBuilder unfenced() {
    this.unfenced = true;
    return this;
  }

  /**
   * How many commands, of different sagas, are handled at once, 1 to {@value #MAX_CONCURRENCY}; 8
   * by default.
   */
  public ParticipantBuilder concurrency(int commands) {
    if (commands < 1 || commands > MAX_CONCURRENCY) {
      throw new IllegalArgumentException(
          "Expected a concurrency from 1 to " + MAX_CONCURRENCY + ", but got " + commands);
    }
    this.concurrency = commands;
    return this;
  }

  /** How long {@link Participant#close} waits for running handlers; 10 s by default. */
  public ParticipantBuilder closeTimeout(Duration timeout) {
    if (timeout.isNegative() || timeout.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "Expected a close time-out from 0 to 1 hour, but got " + timeout);
    }
    this.closeTimeout = timeout;
    return this;
  }

  /**
   * How long one call of a handler may take; by default until 30 s after its command's deadline.
   *
   * <ul>
   *   <li>A handler that takes longer is interrupted, its database connection is aborted, so that
   *       the database rolls back, and its command is answered {@code failed} with {@code
   *       HANDLER_TIMED_OUT}. Other commands continue.
   *   <li>A handler that continues nevertheless is abandoned. It can no longer record anything, but
   *       the next attempt may run at the same time. Once four times {@link #concurrency} handlers
   *       are abandoned, none is started until one of them returns.
   * </ul>
   *
   * @throws IllegalArgumentException if it is less than 1 ms or more than 365 days
   */
  public ParticipantBuilder handlerTimeout(Duration timeout) {
    if (timeout.toMillis() < 1 || timeout.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException(
          "Expected a handler time-out from 1 ms to 365 days, but got " + timeout);
    }
    this.handlerTimeout = timeout;
    return this;
  }

  /**
   * What makes the threads on which handlers run, such as a factory of virtual threads; daemon
   * threads named after the participant by default.
   */
  public ParticipantBuilder handlerThreads(ThreadFactory factory) {
    this.handlerThreads = factory;
    return this;
  }

  /** Adds a listener; all listeners are notified. */
  public ParticipantBuilder listener(ParticipantListener listener) {
    listeners.add(listener);
    return this;
  }

  /** Declares the reply records, so that their schemas can be registered at the start. */
  @SafeVarargs
  public final ParticipantBuilder replies(Class<? extends SpecificRecord>... classes) {
    for (Class<? extends SpecificRecord> replyClass : classes) {
      replies.add(replyClass);
    }
    return this;
  }

  /**
   * Sets the handler of a command record; used for executes and compensations.
   *
   * @throws IllegalArgumentException if the record already has a handler
   */
  public <C extends SpecificRecord> ParticipantBuilder handle(
      Class<C> commandClass, CommandHandler<C> handler) {
    if (handlers.putIfAbsent(commandClass, handler) != null) {
      throw new IllegalArgumentException(
          "Expected one handler for " + commandClass.getName() + ", but got a second");
    }
    return this;
  }

  /**
   * Sets the handler of a command record that answers asynchronously.
   *
   * @throws IllegalArgumentException if the record already has a handler
   */
  public <C extends SpecificRecord> ParticipantBuilder handleAsync(
      Class<C> commandClass, AsyncCommandHandler<C> handler) {
    return handle(commandClass, awaited(handler));
  }

  // Not all handlers are null-checked: the answer for one that returns null says so.
  @SuppressWarnings("NullAway")
  static <C extends SpecificRecord> CommandHandler<C> awaited(AsyncCommandHandler<C> handler) {
    return (command, context) -> {
      @Nullable CompletionStage<StepResult> begun = handler.handle(command, context);
      return begun == null ? null : AsyncCommandHandler.await(begun);
    };
  }

  /**
   * Sets the handler of a command whose effect is outside the service's database.
   *
   * @throws IllegalArgumentException if the record already has a handler
   */
  public <C extends SpecificRecord> ParticipantBuilder handleTwoPhase(
      Class<C> commandClass, TwoPhaseHandler<C> handler) {
    return handle(commandClass, handler);
  }

  /**
   * Checks the description.
   *
   * @throws IllegalStateException if there is no handler, or not exactly one of the {@code fence}
   *     methods and {@link #unfenced} was called, or there is a {@link TwoPhaseHandler} without a
   *     fence in a database
   */
  public Participant build() {
    if (handlers.isEmpty()) {
      throw new IllegalStateException(
          "Expected at least one handler, but participant " + name + " has none");
    }
    if (Stream.of(fence != null, kafkaFence != null, unfenced).filter(is -> is).count() != 1) {
      throw new IllegalStateException(
          "Expected either one fence(...) or unfenced() for participant " + name);
    }
    if (fence == null
        && handlers.values().stream().anyMatch(handler -> handler instanceof TwoPhaseHandler<?>)) {
      throw new IllegalStateException(
          "Expected a fence in a database for the two-phase handlers of participant " + name);
    }
    return new Participant(
        new ParticipantPlan(
            name,
            named(config),
            topics == null ? ClientSettings.topics(config) : topics,
            handlers,
            replies,
            fence == null ? new NoFence() : fence.open(),
            Optional.ofNullable(kafkaFence),
            concurrency,
            closeTimeout,
            Optional.ofNullable(handlerTimeout),
            Optional.ofNullable(handlerThreads),
            listeners));
  }

  private Map<String, Object> named(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    if (instance != null && !all.containsKey(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)) {
      all.putIfAbsent("consumer." + ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
    }
    return all;
  }
}
