package dev.sagas.spring.observation;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What is known of the call of a handler that is observed; continues the command's trace. */
public final class SagaHandlerContext extends ReceiverContext<CommandContext> {
  private final SpecificRecord command;
  private final CommandContext commandContext;
  private @Nullable StepResult result;

  SagaHandlerContext(SpecificRecord command, CommandContext commandContext) {
    super(
        (carrier, key) ->
            key.equalsIgnoreCase("traceparent") ? carrier.traceParent().orElse(null) : null);
    setCarrier(commandContext);
    this.command = command;
    this.commandContext = commandContext;
  }

  /** The command's record. */
  public SpecificRecord command() {
    return command;
  }

  /** What the handler can find out about its command. */
  public CommandContext commandContext() {
    return commandContext;
  }

  /** The handler's answer; empty until it has answered, and if it threw. */
  public Optional<StepResult> result() {
    return Optional.ofNullable(result);
  }

  void setResult(StepResult answered) {
    this.result = answered;
  }
}
