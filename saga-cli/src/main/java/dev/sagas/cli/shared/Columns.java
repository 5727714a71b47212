package dev.sagas.cli.shared;

import java.util.ArrayList;
import java.util.List;

/** A table for a person: columns are as wide as their contents, the last one is unlimited. */
public final class Columns {
  private static final String GAP = "  ";
  private static final String BELOW = "    ";
  private static final int MIN_LAST_COLUMN = 24;

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

  /**
   * The lines, not wider than that: the last column is broken at words, or, if there is little room
   * left, continues below its row. Only the other columns can make a line wider.
   */
  public List<String> lines(int columns) {
    int before = widths.subList(0, widths.size() - 1).stream().mapToInt(Integer::intValue).sum();
    int start = before + GAP.length() * (widths.size() - 1);
    boolean beside = columns - start >= Math.min(MIN_LAST_COLUMN, widths.get(widths.size() - 1));
    List<String> lines = new ArrayList<>();
    for (List<String> cells : rows) {
      String last = cells.get(cells.size() - 1);
      List<String> others = new ArrayList<>(cells.subList(0, cells.size() - 1));
      String row = line(others);
      if (beside) {
        String padded = row + " ".repeat(start - row.length());
        Paragraphs.hanging(padded, last, " ".repeat(start), columns)
            .forEach(line -> lines.add(line.stripTrailing()));
      } else {
        if (!row.isEmpty()) {
          lines.add(row);
        }
        if (!last.isEmpty() && lines.size() > 1) {
          lines.addAll(Paragraphs.wrapped(last, BELOW, columns));
        }
      }
    }
    return lines;
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
