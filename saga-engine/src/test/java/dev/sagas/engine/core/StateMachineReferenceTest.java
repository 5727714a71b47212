package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.SagaStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference is made from the tables: {@code -Dsaga.docs.write=true} writes it again. */
class StateMachineReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference", "state-machines.md");

  @Test
  void shouldShowTheTablesThatTheEngineDispatchesBy() throws IOException {
    // given
    String expected = render();
    if (Boolean.getBoolean("saga.docs.write")) {
      Files.writeString(REFERENCE, expected);
    }

    // when
    String actual = Files.readString(REFERENCE);

    // then
    assertThat(actual).isEqualTo(expected);
  }

  private static String render() {
    return """
        # State machines

        Generated from `SagaTable` and `StepTable`, the tables by which the engine dispatches, and checked by a
        test. `SagaTransitionsTest` and `StepTransitionsTest` reach every transition shown here with scripts,
        and fail if the tables have one that they do not reach.

        The Javadoc of `SagaTrigger` and `StepTrigger` describes the triggers; [semantics](semantics.md) describes
        the numbered rules.

        ## The saga as a whole

        A pause, or an incident of the saga as a whole, is not a separate status: it freezes the saga in its
        current status.

        """
        + sagaDiagram()
        + """

        ## A step

        A step that was not begun yet counts as `PENDING`. Operator actions (`RETRY`, `SKIP`, `FAIL`) have a
        separate diagram.

        ### Forward

        """
        + stepDiagram(List.of(StepTrigger.values()).subList(0, 7))
        + """

        ### Back

        """
        + stepDiagram(List.of(StepTrigger.values()).subList(7, 12))
        + """

        ### By an operator

        """
        + stepDiagram(List.of(StepTrigger.values()).subList(12, 15))
        + """

        ## What cannot happen, and what changes nothing

        ### Of a saga

        """
        + sagaReasons()
        + """

        ### Of a step

        """
        + stepReasons();
  }

  private static String sagaDiagram() {
    Map<String, Set<String>> edges = new TreeMap<>();
    for (SagaStatus from : SagaStatus.values()) {
      for (SagaTrigger trigger : SagaTrigger.values()) {
        for (SagaStatus to : SagaTable.cell(from, trigger).targets()) {
          edge(edges, from, to, trigger);
        }
      }
    }
    StringBuilder text = new StringBuilder("```mermaid\nstateDiagram-v2\n  [*] --> RUNNING\n");
    draw(text, edges);
    Arrays.stream(SagaStatus.values())
        .filter(SagaStatus::isTerminal)
        .filter(status -> status != SagaStatus.REFUSED)
        .forEach(status -> text.append("  ").append(status).append(" --> [*]\n"));
    return text.append("```\n").toString();
  }

  private static String stepDiagram(List<StepTrigger> triggers) {
    Map<String, Set<String>> edges = new TreeMap<>();
    for (StepStatus from : StepStatus.values()) {
      for (StepTrigger trigger : triggers) {
        for (StepStatus to : StepTable.cell(from, trigger).targets()) {
          edge(edges, from, to, trigger);
        }
      }
    }
    StringBuilder text = new StringBuilder("```mermaid\nstateDiagram-v2\n");
    draw(text, edges);
    return text.append("```\n").toString();
  }

  private static void edge(
      Map<String, Set<String>> edges, Enum<?> from, Enum<?> to, Enum<?> trigger) {
    edges.computeIfAbsent(from + " --> " + to, key -> new TreeSet<>()).add(trigger.name());
  }

  private static void draw(StringBuilder text, Map<String, Set<String>> edges) {
    edges.forEach(
        (edge, triggers) ->
            text.append("  ")
                .append(edge)
                .append(": ")
                .append(String.join(", ", triggers))
                .append('\n'));
  }

  private static String sagaReasons() {
    Stream<String> rows =
        Arrays.stream(SagaStatus.values())
            .flatMap(
                status ->
                    byReason(
                        status,
                        Arrays.stream(SagaTrigger.values())
                            .collect(
                                Collectors.groupingBy(
                                    trigger -> SagaTable.cell(status, trigger).reason().orElse(""),
                                    TreeMap::new,
                                    Collectors.toList()))));
    return "| status | triggers | why |\n|---|---|---|\n" + rows.collect(Collectors.joining());
  }

  private static String stepReasons() {
    Stream<String> rows =
        Arrays.stream(StepStatus.values())
            .flatMap(
                status ->
                    byReason(
                        status,
                        Arrays.stream(StepTrigger.values())
                            .collect(
                                Collectors.groupingBy(
                                    trigger -> reason(StepTable.cell(status, trigger)),
                                    TreeMap::new,
                                    Collectors.toList()))));
    return "| status | triggers | why |\n|---|---|---|\n" + rows.collect(Collectors.joining());
  }

  private static String reason(StepTable.Cell cell) {
    return switch (cell.effect()) {
      case MOVES -> "";
      case NOTHING -> "changes nothing: " + cell.reason().orElseThrow();
      case IMPOSSIBLE -> "cannot happen: " + cell.reason().orElseThrow();
    };
  }

  private static <T extends Enum<T>> Stream<String> byReason(
      Enum<?> status, Map<String, List<T>> triggers) {
    return triggers.entrySet().stream()
        .filter(entry -> !entry.getKey().isEmpty())
        .map(
            entry ->
                "| `"
                    + status
                    + "` | "
                    + entry.getValue().stream()
                        .map(trigger -> "`" + trigger + "`")
                        .collect(Collectors.joining(", "))
                    + " | "
                    + entry.getKey()
                    + " |\n");
  }
}
