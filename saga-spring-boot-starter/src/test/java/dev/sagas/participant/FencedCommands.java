package dev.sagas.participant;

import dev.sagas.schema.StepFailure;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;

/**
 * Commands through a fence and a handler, without a broker. Next to the fence, to reach what only
 * its own tests can.
 */
public final class FencedCommands implements AutoCloseable {
  private final HandlerBench bench;

  /** Commands of the type {@link StepFailure}. */
  @SuppressWarnings("unchecked")
  public FencedCommands(JdbcFence fence, CommandHandler<? extends SpecificRecord> handler) {
    this.bench =
        new HandlerBench(
            fence.open(), (CommandHandler<StepFailure>) handler, Duration.ofSeconds(30));
  }

  /** The outcome of the execute, and its code if there is one; the same command at each call. */
  public String execute() {
    return HandlerBench.outcome(bench.answer(Commands.headers()));
  }

  /** How many records were sent. */
  public int sent() {
    return bench.sent().size();
  }

  @Override
  public void close() {
    bench.close();
  }
}
