package dev.sagas.cli.action;

import dev.sagas.cli.shared.Printable;
import dev.sagas.operate.action.Answer;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.query.TimeText;
import dev.sagas.protocol.SagaStatus;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Writes the result of an operation or a signal for a person. */
public final class AnswerText implements Answer.Visitor<List<String>> {
  private final AnsweredInput input;
  private final TimeText times;

  /** With times in the zone of the process. */
  public AnswerText(AnsweredInput input) {
    this(input, new TimeText(ZoneId.systemDefault()));
  }

  /** With times in any zone. */
  public AnswerText(AnsweredInput input, TimeText times) {
    this.input = input;
    this.times = times;
  }

  @Override
  public List<String> applied(Answer.Applied answer) {
    return transition("Applied", answer.status(), answer.revision(), answer.events());
  }

  @Override
  public List<String> stopped(Answer.Stopped answer) {
    return transition(
        "Not applied, it led to an incident", answer.status(), answer.revision(), answer.events());
  }

  private List<String> transition(
      String what, SagaStatus status, long revision, List<String> events) {
    List<String> lines = new ArrayList<>();
    lines.add(what + ": saga " + input.saga() + " is " + status + " at revision " + revision);
    events.forEach(event -> lines.add("  " + Printable.of(event)));
    return lines;
  }

  @Override
  public List<String> dryRun(Answer.DryRun answer) {
    return List.of("Dry run, nothing changed: " + Printable.of(answer.message()));
  }

  @Override
  public List<String> duplicate(Answer.Duplicate answer) {
    return List.of("Nothing changed: " + Printable.of(answer.message()));
  }

  @Override
  public List<String> refused(Answer.Refused answer) {
    return List.of(
        "Refused: " + Printable.of(answer.code()) + ": " + Printable.of(answer.message()));
  }

  @Override
  public List<String> parked(Answer.Parked answer) {
    OptionalLong untilMs = answer.untilMs();
    return List.of(
        untilMs.isPresent()
            ? """
            Not applied yet: no saga has the id %s. It is kept for the start of such a saga until \
            %s, and then becomes a dead letter\
            """
                .formatted(input.saga(), times.at(untilMs.getAsLong()))
            : """
            Not applied yet: saga %s waits for a large value, or its state is being rebuilt. It is \
            kept until then\
            """
                .formatted(input.saga()));
  }

  @Override
  public List<String> unknown(Answer.Unknown answer) {
    List<String> lines = new ArrayList<>();
    lines.add("Not known: " + Printable.of(answer.message()));
    if (!input.operationId().isEmpty()) {
      lines.add("  ask again with --operation-id " + input.operationId() + ": it is applied once");
    }
    return lines;
  }
}
