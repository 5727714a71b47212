package dev.sagas.cli.definitions;

import dev.sagas.cli.shared.Printable;
import dev.sagas.operate.query.PublishedSaga;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws a published definition as a Mermaid flow chart.
 *
 * <ul>
 *   <li>The same definition gives the same text.
 * </ul>
 */
final class MermaidGraph {
  private final List<String> lines = new ArrayList<>();
  private final List<String> undo = new ArrayList<>();

  /** The nodes that the next stage follows. */
  private List<String> ends = List.of("begin");

  private int steps;
  private int groups;

  private MermaidGraph() {}

  static List<String> lines(PublishedSaga definition) {
    MermaidGraph graph = new MermaidGraph();
    graph.lines.add("flowchart TD");
    graph.lines.add(
        "  begin([" + quoted(definition.type() + " version " + definition.version()) + "])");
    definition.stages().forEach(graph::stage);
    graph.lines.add("  done([\"completed\"])");
    graph.follow("done", graph.ends, "  ");
    graph.lines.addAll(graph.undo);
    return graph.lines;
  }

  private void stage(PublishedSaga.Stage stage) {
    if (stage.group().isEmpty()) {
      stage.branches().forEach(branch -> ends = branch(branch, ends, "  "));
      return;
    }
    groups++;
    String undone = stage.undoInParallel() ? ", undone in parallel" : "";
    lines.add("  subgraph g" + groups + "[" + quoted(stage.group().get() + undone) + "]");
    List<String> before = ends;
    List<String> after = new ArrayList<>();
    for (PublishedSaga.Branch branch : stage.branches()) {
      after.addAll(branch(branch, before, "    "));
    }
    lines.add("  end");
    ends = after;
  }

  /** Draws the branch's steps; returns its last node. */
  private List<String> branch(PublishedSaga.Branch branch, List<String> before, String indent) {
    List<String> last = before;
    for (PublishedSaga.Step step : branch.steps()) {
      String id = "s" + ++steps;
      lines.add(indent + id + frame(step));
      follow(id, last, indent);
      undo(id, step);
      last = List.of(id);
    }
    return last;
  }

  private void follow(String id, List<String> before, String indent) {
    before.forEach(one -> lines.add(indent + one + " --> " + id));
  }

  private void undo(String id, PublishedSaga.Step step) {
    Optional<String> compensation = step.compensation().map(DefinitionText::simpleName);
    compensation.ifPresent(
        name -> undo.add("  " + id + " -. undo .-> " + id + "u([" + quoted(name) + "])"));
  }

  private static String frame(PublishedSaga.Step step) {
    StringBuilder text = new StringBuilder(step.name());
    step.on().ifPresent(on -> text.append("<br/>").append(on));
    step.record().map(DefinitionText::simpleName).ifPresent(name -> text.append(": ").append(name));
    if (step.conditional()) {
      text.append("<br/>conditional");
    }
    String quoted = quoted(text.toString());
    if (step.pivot()) {
      return "[[" + quoted + "]]";
    }
    return switch (step.kind()) {
      case "COMMAND" -> "[" + quoted + "]";
      case "LOCAL" -> "(" + quoted + ")";
      case "SLEEP" -> "[/" + quoted + "/]";
      default -> "{{" + quoted + "}}"; // it waits for someone
    };
  }

  private static String quoted(String text) {
    return "\"" + Printable.of(text).replace("\"", "#quot;") + "\"";
  }
}
