package dev.sagas.spring.handler;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import org.apache.avro.specific.SpecificRecord;

/** What surrounds the call of a handler, such as an observation. */
@FunctionalInterface
public interface HandlerAround {
  /** The call itself, or what is within. */
  @FunctionalInterface
  interface Call {
    /** Makes the call; a handler's own exceptions for results have become results. */
    StepResult proceed() throws Exception;
  }

  /** Calls {@code call} once, and returns its result or throws what it threw. */
  StepResult around(SpecificRecord command, CommandContext context, Call call) throws Exception;

  /** Several, the first one outermost. */
  static HandlerAround all(Iterable<HandlerAround> arounds) {
    HandlerAround whole = (command, context, call) -> call.proceed();
    for (HandlerAround next : arounds) {
      HandlerAround outer = whole;
      whole =
          (command, context, call) ->
              outer.around(command, context, () -> next.around(command, context, call));
    }
    return whole;
  }
}
