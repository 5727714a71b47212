package dev.sagas.cli.shared;

import java.util.ArrayList;
import java.util.List;

/** A table for a person: columns are as wide as their contents, the last one is unlimited. */
public final class Columns {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();

  public Columns(String... titles) {
    add(titles);
  }

  /** Adds a row with a cell for each column. */
  public final void add(String... cells) {
    rows.add(List.of(cells));
    for (int i = 0; i < cells.length; i++) {
      if (i == widths.size()) {
        widths.add(0);
      }
      widths.set(i, Math.max(widths.get(i), cells[i].length()));
    }
  }

  public List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      line.append(cells.get(i));
      line.append(" ".repeat(widths.get(i) - cells.get(i).length())).append(GAP);
    }
    return line.toString().stripTrailing();
  }
}
