package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The course of a saga, read from the API's timeline: times are epoch ms, and everything that the
 * journal does not know is empty.
 *
 * @param toMs the end of what is known; {@code now} while the saga lives
 */
record TimelineModel(long fromMs, long toMs, List<Lane> lanes, List<Idle> idle) {
  TimelineModel {
    lanes = List.copyOf(lanes);
    idle = List.copyOf(idle);
  }

  /** One step, with its runs and what undid them. */
  record Lane(String step, String on, List<Span> forward, List<Span> undo) {}

  /** One run, or one undo. */
  record Span(long fromMs, long toMs, String result, List<Attempt> attempts) {}

  /** One command and what became of it. */
  record Attempt(
      long sentMs, OptionalLong repliedMs, long settledMs, OptionalLong retryMs, JsonNode json) {
    String answer() {
      return Words.words(Words.text(json, "answer"));
    }
  }

  /** A stretch in which nothing moved. */
  record Idle(long fromMs, long toMs, String reason) {}

  /** Reads a timeline; a span that is open ends now. */
  static TimelineModel read(JsonNode json, long nowMs) {
    List<Lane> lanes = new ArrayList<>();
    for (JsonNode lane : json.path("steps")) {
      lanes.add(
          new Lane(
              Words.text(lane, "name"),
              Words.text(lane, "on"),
              spans(lane.path("forward"), nowMs),
              spans(lane.path("undo"), nowMs)));
    }
    List<Idle> idle = new ArrayList<>();
    for (JsonNode stretch : json.path("idle")) {
      idle.add(
          new Idle(
              time(stretch, "from").orElse(nowMs),
              time(stretch, "to").orElse(nowMs),
              Words.words(Words.text(stretch, "kind"))
                  + (Words.text(stretch, "on").isEmpty() ? "" : " " + Words.text(stretch, "on"))));
    }
    long fromMs = time(json, "from").orElse(nowMs);
    long toMs = time(json, "to").orElse(nowMs);
    boolean open =
        lanes.stream()
            .flatMap(lane -> Stream.concat(lane.forward().stream(), lane.undo().stream()))
            .anyMatch(span -> span.result().equals("open"));
    return new TimelineModel(fromMs, open ? Math.max(toMs, nowMs) : toMs, lanes, idle);
  }

  private static List<Span> spans(JsonNode json, long nowMs) {
    List<Span> spans = new ArrayList<>();
    for (JsonNode span : json) {
      List<Attempt> attempts = new ArrayList<>();
      for (JsonNode attempt : span.path("attempts")) {
        long sentMs = time(attempt, "sent").orElse(nowMs);
        attempts.add(
            new Attempt(
                sentMs,
                time(attempt, "replied"),
                time(attempt, "settled").orElse(nowMs),
                time(attempt, "retry"),
                attempt));
      }
      spans.add(
          new Span(
              time(span, "from").orElse(nowMs),
              time(span, "to").orElse(nowMs),
              Words.words(Words.text(span, "result")),
              attempts));
    }
    return spans;
  }

  /** An instant by its name, such as {@code sent} or {@code sentAt}. */
  private static OptionalLong time(JsonNode json, String name) {
    OptionalLong plain = Words.instant(json, name);
    return plain.isPresent() ? plain : Words.instant(json, name + "At");
  }
}
