package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

/**
 * A transition, and how to reach it.
 *
 * @param visit from, trigger, to
 * @param plan the saga, see {@link PlanText}
 * @param script what happens, see {@link Script}; its last action makes the transition
 */
record TransitionRow(String visit, String plan, String script) {
  /** One row a line: {@code visit: plan | script}. */
  static Stream<TransitionRow> parse(String rows) {
    return rows.lines()
        .map(
            line -> {
              String[] parts = line.split(": ", 2);
              // Groups contain bars too: the script begins after the last one.
              int bar = parts[1].lastIndexOf(" | ");
              return new TransitionRow(
                  parts[0], parts[1].substring(0, bar), parts[1].substring(bar + 3));
            });
  }

  /** Plays the script and checks that its last action makes the transition. */
  void check() {
    int last = script.lastIndexOf(';');
    Script played = Script.play(plan, last < 0 ? "policy stop" : script.substring(0, last));
    int before = played.run().visits().size();

    played.then(script.substring(last + 1).trim());

    List<Visit> visits = played.run().visits();
    assertThat(visits.subList(before, visits.size()).stream().map(TransitionRow::text))
        .contains(visit);
  }

  private static String text(Visit visit) {
    return visit.from() + " " + visit.trigger() + " " + visit.to();
  }
}
