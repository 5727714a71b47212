package dev.sagas.cli.action;

import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.cli.shared.Output;
import dev.sagas.operate.action.Answer;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.action.Submitted;
import dev.sagas.operate.json.AnswerJson;
import dev.sagas.operate.json.Json;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Prints the result of an operation or a signal. */
public final class AnswerOutput {
  /** What a script needs to know about an answer. */
  public static final Answer.Visitor<Integer> EXIT_CODE = new ExitCode();

  private final CommandSpec spec;
  private final Output output;

  private AnswerOutput(CommandSpec spec, Output output) {
    this.spec = spec;
    this.output = output;
  }

  static AnswerOutput of(CommandSpec spec, Output output) {
    return new AnswerOutput(spec, output);
  }

  /** Prints it; the answer is the command's exit code. */
  int print(AnsweredInput input, Submitted submitted) {
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case table -> submitted.answer().accept(new AnswerText(input)).forEach(out::println);
      case json -> out.println(Json.text(AnswerJson.node(input, submitted)));
    }
    out.flush();
    return submitted.answer().accept(EXIT_CODE);
  }

  private static final class ExitCode implements Answer.Visitor<Integer> {
    @Override
    public Integer applied(Answer.Applied answer) {
      return 0;
    }

    @Override
    public Integer dryRun(Answer.DryRun answer) {
      return 0;
    }

    @Override
    public Integer duplicate(Answer.Duplicate answer) {
      return 0;
    }

    @Override
    public Integer refused(Answer.Refused answer) {
      return ExitCodes.FAULT;
    }

    @Override
    public Integer stopped(Answer.Stopped answer) {
      return ExitCodes.FAULT;
    }

    @Override
    public Integer parked(Answer.Parked answer) {
      return ExitCodes.UNKNOWN;
    }

    @Override
    public Integer unknown(Answer.Unknown answer) {
      return ExitCodes.UNKNOWN;
    }
  }
}
