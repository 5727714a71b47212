package dev.sagas.testkit;

import dev.sagas.engine.Outcome;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.wire.OutboundRecord;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Does in a world what the engine says becomes of an input.
 *
 * @param <D> the saga's data
 */
final class Committer<D extends SpecificRecord> implements Outcome.Visitor<Runnable> {
  private final World<D> world;
  private final FaultPoint happening;
  private final Runnable park;

  /**
   * For one input.
   *
   * @param park keeps it until the saga starts
   */
  Committer(World<D> world, FaultPoint happening, Runnable park) {
    this.world = world;
    this.happening = happening;
    this.park = park;
  }

  @Override
  public Runnable write(Outcome.Write outcome) {
    return () -> move(outcome);
  }

  @Override
  public Runnable refuse(Outcome.Refuse outcome) {
    Outcome.Reason reason = outcome.reason();
    return () -> {
      world.ignored().add(reason);
      world.told(happening, " nothing: " + reason.code() + ", " + reason.message());
    };
  }

  @Override
  public Runnable early(Outcome.Early outcome) {
    return park;
  }

  @Override
  public Runnable reschedule(Outcome.Reschedule outcome) {
    Bytes encoded = outcome.encoded().orElseThrow();
    return () -> {
      world.engine().store(outcome.checkpoint(), encoded);
      world.told(happening, " nothing yet: the timer rings again");
    };
  }

  @Override
  public Runnable forget(Outcome.Forget outcome) {
    throw new IllegalStateException("Expected a saga under test not to be forgotten");
  }

  @Override
  public Runnable replace(Outcome.Replace outcome) {
    throw new IllegalStateException("Expected a checkpoint under test to be sound");
  }

  private void move(Outcome.Write written) {
    List<SagaEvent> events = written.decided().events();
    world.engine().store(written.checkpoint(), written.encoded());
    world.summary().take(events);
    world.told(
        happening, ": " + History.words(events) + "; " + written.checkpoint().state().status());
    for (Outcome.Output output : written.outputs()) {
      send(output.record());
    }
    Signalling signalling = new Signalling();
    events.forEach(event -> event.accept(signalling).run());
    if (written.isStart()) {
      world.engine().takeParked().forEach(world::receive);
    }
  }

  /** Sends the scripted signal when a wait begins. */
  private final class Signalling extends SelectiveEventVisitor<Runnable> {
    @Override
    protected Runnable other(SagaEvent event) {
      return () -> {};
    }

    @Override
    public Runnable waitBegun(SagaEvent.WaitBegun wait) {
      return () ->
          world.setting().scripts().of(wait.signal()).ifPresent(script -> signal(wait, script));
    }
  }

  private void send(OutboundRecord record) {
    if (record.topic().equals(MemoryDeployment.TOPICS.outcomes())) {
      world.publish(world.setting().deployment().decodeOutcome(record.value().array()));
    } else if (!record.topic().equals(MemoryDeployment.TOPICS.journal())) {
      world.network().send(record);
    }
  }

  private void signal(SagaEvent.WaitBegun wait, SignalScript script) {
    script
        .record()
        .ifPresent(
            signal ->
                world
                    .timeline()
                    .soon(script.afterMs(), () -> world.network().signal(wait.signal(), signal)));
  }
}
