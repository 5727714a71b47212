package dev.sagas.participant;

import dev.sagas.internal.Backoff;
import dev.sagas.schema.FenceRecord;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.AvroTrust;
import dev.sagas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a participant's records known before the first command, so that no command waits for it.
 */
final class ReplyRegistration {
  private static final Logger LOG = LoggerFactory.getLogger(ReplyRegistration.class);
  private static final Backoff BACKOFF = new Backoff(200, 5_000);

  private final String topic;
  private final Set<Class<? extends SpecificRecord>> replies;
  private final Set<Class<? extends SpecificRecord>> commands;

  private ReplyRegistration(ParticipantPlan plan) {
    this.topic = plan.topics().replies();
    this.replies = new LinkedHashSet<>(plan.replies());
    replies.addAll(List.of(StepFailure.class, NothingToUndo.class));
    plan.kafkaFence().ifPresent(fence -> replies.add(FenceRecord.class));
    this.commands = plan.handlers().keySet();
  }

  static ReplyRegistration of(ParticipantPlan plan) {
    return new ReplyRegistration(plan);
  }

  /**
   * Registers all replies.
   *
   * @throws RegistryUnavailableException if the registry does not answer within {@code patience}
   */
  void register(AvroCodec codec, Duration patience) {
    trustWhatTheServiceNamed();
    long deadlineNs = System.nanoTime() + patience.toNanos();
    Shutdown nobodyAsks = new Shutdown();
    for (int failures = 1; ; failures++) {
      try {
        replies.forEach(type -> codec.register(topic, SpecificData.get().getSchema(type)));
        return;
      } catch (RegistryUnavailableException e) {
        long pauseMs = BACKOFF.afterMs(failures);
        if (System.nanoTime() + pauseMs * 1_000_000 > deadlineNs) {
          throw e;
        }
        LOG.warn("The registry does not answer; trying again in {} ms", pauseMs, e);
        pause(nobodyAsks, pauseMs, e);
      }
    }
  }

  /** A class that the service's own code has handed over needs no further permission. */
  private void trustWhatTheServiceNamed() {
    List<String> packages = new ArrayList<>();
    for (Set<Class<? extends SpecificRecord>> classes : List.of(replies, commands)) {
      classes.stream()
          .map(Class::getPackageName)
          .filter(name -> !name.isEmpty())
          .forEach(packages::add);
    }
    AvroTrust.allow(packages);
  }

  private static void pause(Shutdown nobodyAsks, long pauseMs, RegistryUnavailableException why) {
    try {
      nobodyAsks.pause(pauseMs);
    } catch (AbandonedException e) {
      why.addSuppressed(e);
      throw why;
    }
  }
}
