package dev.sagas.cli.definitions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.cli.action.AnswerOutput;
import dev.sagas.cli.action.AnswerText;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.operate.action.Answer;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.action.Submitted;
import dev.sagas.operate.json.AnswerJson;
import dev.sagas.operate.json.Json;
import dev.sagas.protocol.SagaId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reports the result of each saga's migration: to a person at once, to programs at the end. */
final class MoveReport {
  private final Optional<Consumer<String>> lines;
  private final ArrayNode answers = Json.object().putArray("sagas");
  private final SortedMap<Integer, Integer> exitCodes = new TreeMap<>();

  private MoveReport(Optional<Consumer<String>> lines) {
    this.lines = lines;
  }

  static MoveReport text(Consumer<String> lines) {
    return new MoveReport(Optional.of(lines));
  }

  static MoveReport json() {
    return new MoveReport(Optional.empty());
  }

  void add(SagaId saga, Answer answer) {
    exitCodes.merge(answer.accept(AnswerOutput.EXIT_CODE), 1, Integer::sum);
    AnsweredInput input = AnsweredInput.operation(saga, OperationKind.MIGRATE, "");
    if (lines.isPresent()) {
      answer.accept(new AnswerText(input)).forEach(line -> lines.get().accept(saga + "  " + line));
    } else {
      answers.add(AnswerJson.node(input, new Submitted(Optional.empty(), answer)));
    }
  }

  /**
   * What is written after all are done.
   *
   * @param matched how many sagas were on the version
   * @param asked of how many of them the migration was requested
   */
  List<String> end(long matched, int asked) {
    long accepted = exitCodes.getOrDefault(0, 0);
    if (lines.isPresent()) {
      return List.of(
          "Sagas: %s, asked %s, accepted %s, refused %s, not known %s"
              .formatted(
                  matched,
                  asked,
                  accepted,
                  exitCodes.getOrDefault(ExitCodes.FAULT, 0),
                  exitCodes.getOrDefault(ExitCodes.UNKNOWN, 0)));
    }
    ObjectNode json = Json.object();
    json.put("matched", matched);
    json.put("accepted", accepted);
    json.set("sagas", answers);
    return List.of(Json.text(json));
  }

  /** The worst exit code of all. */
  int exitCode() {
    return exitCodes.isEmpty() ? 0 : exitCodes.lastKey();
  }
}
