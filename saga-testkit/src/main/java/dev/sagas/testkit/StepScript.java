package dev.sagas.testkit;

import dev.sagas.participant.CommandHandler;
import dev.sagas.participant.StepResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a participant does with the commands of a step, or with those that undo it.
 *
 * <ul>
 *   <li>Each verb applies to one call of the participant's handler, in order; the last one applies
 *       to all further calls. {@code failsTimes(2).succeeds()} fails twice and then always
 *       succeeds.
 *   <li>A command that is redelivered after it was answered with success or rejection gets the same
 *       reply without another call, as with the fence of a real participant.
 *   <li>A reply arrives a millisecond after its command, in virtual time.
 *   <li>Error codes must have the form of a participant's: {@code [A-Za-z0-9._-]{1,64}}; anything
 *       else throws {@link IllegalArgumentException}.
 * </ul>
 */
public final class StepScript {
  private final Optional<ScriptedStep> step;
  private final List<Answer> answers = new ArrayList<>();

  StepScript(Optional<ScriptedStep> step) {
    this.step = step;
  }

  /**
   * Succeeds with an empty record.
   *
   * @throws IllegalArgumentException if the definition reads the step's replies
   */
  public StepScript succeeds() {
    step.flatMap(ScriptedStep::problemWithoutReplyRecord)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    return add(Answer.of(command -> StepResult.succeeded(new Done())));
  }

  /** Succeeds with this record. */
  public StepScript succeeds(SpecificRecord reply) {
    return add(Answer.of(command -> StepResult.succeeded(reply)));
  }

  /**
   * Answers each command by itself, as a participant's handler does.
   *
   * @throws IllegalArgumentException if the step sends another record
   */
  public <C extends SpecificRecord> StepScript answers(
      Class<C> commandClass, Function<C, StepResult> handler) {
    step.ifPresent(known -> known.requireCommand(commandClass));
    return add(Answer.of(command -> handler.apply(commandClass.cast(command))));
  }

  /** Has a participant's own handler answer each command. */
  <C extends SpecificRecord> StepScript handledBy(
      Class<C> commandClass, CommandHandler<C> handler) {
    return add(
        Answer.ofCommand(command -> new HandledCommand(command).answer(commandClass, handler)));
  }

  /** Refuses for a business reason. */
  public StepScript rejects(String code, String message) {
    StepResult rejected = StepResult.rejected(code, message);
    return add(Answer.of(command -> rejected));
  }

  /** Refuses for a business reason, with its own reply record. */
  public StepScript rejects(String code, String message, SpecificRecord reply) {
    StepResult rejected = StepResult.rejected(code, message, reply);
    return add(Answer.of(command -> rejected));
  }

  /** Fails for a technical reason, without effect. */
  public StepScript fails() {
    return failsTimes(1);
  }

  /** Fails that many times for a technical reason, without effect. */
  public StepScript failsTimes(int calls) {
    StepResult failed = StepResult.failed("SCRIPTED_FAILURE", "The test says that it fails");
    return times(calls, Answer.of(command -> failed));
  }

  /** Does nothing and does not answer. */
  public StepScript timesOut() {
    return timesOutTimes(1);
  }

  /** Does nothing and does not answer, that many times. */
  public StepScript timesOutTimes(int calls) {
    return times(calls, Answer.SILENCE);
  }

  /**
   * Delays the last scripted reply by this time. If it is later than the step's time-out, the
   * attempt times out first.
   */
  public StepScript repliesLate(Duration by) {
    return changeLast(last().later(by));
  }

  /** Sends the last scripted reply twice. */
  public StepScript repliesTwice() {
    return changeLast(last().again());
  }

  private StepScript times(int calls, Answer answer) {
    if (calls < 1) {
      throw new IllegalArgumentException("Expected at least one call, but got " + calls);
    }
    for (int call = 0; call < calls; call++) {
      answers.add(answer);
    }
    return this;
  }

  private StepScript add(Answer answer) {
    return times(1, answer);
  }

  private Answer last() {
    if (answers.isEmpty() || answers.get(answers.size() - 1).handler().isEmpty()) {
      throw new IllegalStateException(
          "Expected a reply first: call succeeds, rejects or fails before this");
    }
    return answers.get(answers.size() - 1);
  }

  private StepScript changeLast(Answer answer) {
    answers.set(answers.size() - 1, answer);
    return this;
  }

  /** The script for a call, counted from 0; empty if there is no script. */
  Optional<Answer> at(int call) {
    return answers.isEmpty()
        ? Optional.empty()
        : Optional.of(answers.get(Math.min(call, answers.size() - 1)));
  }
}
