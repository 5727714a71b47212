package dev.sagas.participant;

import dev.sagas.schema.FenceRecord;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.AvroTrust;
import dev.sagas.serde.RegistryPatience;
import dev.sagas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Registers a participant's records before the first command, so that no command waits for it. */
final class ReplyRegistration {
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
    new RegistryPatience(patience)
        .run(
            () ->
                replies.forEach(type -> codec.register(topic, SpecificData.get().getSchema(type))));
  }

  /** A class that the service's own code has passed needs no further permission. */
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
}
