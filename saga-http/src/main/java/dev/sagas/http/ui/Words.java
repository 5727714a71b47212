package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** What the API's JSON says, in the words of the pages; what it does not know is shown as it is. */
public final class Words {
  /** What is shown where nothing is known. */
  public static final String NONE = "–";

  private static final Map<String, String> TONES =
      Map.of(
          "RUNNING", "running",
          "STOPPING", "undoing",
          "COMPENSATING", "undoing",
          "COMPLETED", "completed",
          "COMPENSATED", "compensated",
          "REFUSED", "compensated",
          "ENDED_BY_OPERATOR", "compensated");
  private static final Map<String, String> WAIT_TONES =
      Map.of("signal", "person", "paused", "paused", "incident", "incident");

  private Words() {}

  /** A text; empty if it is not there or null. */
  public static String text(JsonNode json, String name) {
    return json.hasNonNull(name) ? json.path(name).asText("") : "";
  }

  /** A text, or a dash. */
  public static String shown(JsonNode json, String name) {
    String text = text(json, name);
    return text.isEmpty() ? NONE : text;
  }

  /** A number with groups of three digits, such as 48 211. */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
  }

  /** A number of things, such as 1 member or 3 members. */
  public static String counted(long count, String thing) {
    return number(count) + " " + thing + (count == 1 ? "" : "s");
  }

  /** A share in per cent, such as 1.2 %; a dash if there is nothing to have a share of. */
  public static String percent(long part, long whole) {
    return whole == 0 ? NONE : String.format(Locale.ROOT, "%.1f %%", part * 100.0 / whole);
  }

  /** An instant in the JSON, epoch ms; empty if it is not there. */
  public static OptionalLong instant(JsonNode json, String name) {
    try {
      String text = text(json, name);
      return text.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(Instant.parse(text).toEpochMilli());
    } catch (DateTimeParseException e) {
      return OptionalLong.empty();
    }
  }

  /** How long ago an instant is, such as {@code 4 m 10 s}; "in 5 s" if it is still to come. */
  public static String age(JsonNode json, String name, long nowMs) {
    OptionalLong instant = instant(json, name);
    if (instant.isEmpty()) {
      return shown(json, name);
    }
    long age = nowMs - instant.getAsLong();
    return age < 0 ? "in " + coarse(-age) : coarse(age);
  }

  /** A duration of which only the size matters: whole seconds, two units at most. */
  public static String coarse(long ms) {
    Duration duration = Duration.ofMillis(ms);
    if (duration.toDays() > 0) {
      return units(duration.toDays(), "d", duration.toHoursPart(), "h");
    }
    if (duration.toHours() > 0) {
      return units(duration.toHours(), "h", duration.toMinutesPart(), "m");
    }
    if (duration.toMinutes() > 0) {
      return units(duration.toMinutes(), "m", duration.toSecondsPart(), "s");
    }
    return duration.toSeconds() + " s";
  }

  private static String units(long large, String largeUnit, long small, String smallUnit) {
    return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }

  /** A measured duration in three significant figures, such as 12 ms, 1.43 s or 4 m 10 s. */
  public static String exact(long ms) {
    if (ms < 1_000) {
      return ms + " ms";
    }
    if (ms < 60_000) {
      double seconds = ms / 1_000.0;
      return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }
    return coarse(ms);
  }

  /** The class of a saga's colour: what it needs of people comes before its status. */
  public static String tone(JsonNode saga) {
    for (JsonNode reason : saga.path("waitsFor")) {
      String tone = WAIT_TONES.get(text(reason, "kind"));
      if (tone != null) {
        return tone;
      }
    }
    return TONES.getOrDefault(text(saga, "status"), "unknown");
  }

  /** An enum's constant as words: {@code ENDED_BY_OPERATOR} is {@code ended by operator}. */
  public static String words(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
  }

  /** The status of a saga in words; says of an incident that it is one. */
  public static String status(JsonNode saga) {
    String words = words(shown(saga, "status"));
    return switch (tone(saga)) {
      case "incident" -> words + ", incident";
      case "paused" -> words + ", paused";
      default -> words;
    };
  }

  /** What a saga waits for, one phrase for each reason. */
  public static List<String> waits(JsonNode saga) {
    List<String> waits = new ArrayList<>();
    saga.path("waitsFor").forEach(reason -> waits.add(wait(reason)));
    return waits;
  }

  /** The phrase of one reason, to follow "waits for". */
  public static String wait(JsonNode reason) {
    String step = text(reason, "step");
    String what = reason.path("undoing").asBoolean() ? "undo of " + step : step;
    String participant = first(reason, "participant", "on");
    String kind = text(reason, "kind");
    return switch (kind) {
      case "reply" -> "reply" + after(" of ", participant) + after(" to ", what);
      case "retry" -> "next attempt" + after(" of ", what);
      case "signal" -> "signal " + first(reason, "signal", "on") + after(" for ", step);
      case "sleep" -> "the end of its sleep" + after(" in ", step);
      case "capacity" -> "room to begin";
      case "paused" -> "an operator, because it is paused";
      case "incident" -> "a person: " + first(reason, "incidentCode", "on") + after(" at ", what);
      default -> (kind.isEmpty() ? "something unknown" : kind) + after(" of ", what);
    };
  }

  private static String after(String word, String text) {
    return text.isEmpty() ? "" : word + text;
  }

  private static String first(JsonNode json, String name, String other) {
    String text = text(json, name);
    return text.isEmpty() ? text(json, other) : text;
  }

  /** The class of the colour of a step's status. */
  public static String stepTone(String status) {
    return switch (status) {
      case "EXECUTING", "SLEEPING", "PENDING" -> "running";
      case "WAITING" -> "person";
      case "SUCCEEDED" -> "completed";
      case "EXECUTE_BACKOFF", "COMPENSATE_BACKOFF", "COMPENSATING", "OUTCOME_UNKNOWN" -> "undoing";
      case "REJECTED", "COMPENSATION_GIVEN_UP" -> "incident";
      case "COMPENSATED", "SKIPPED", "ABANDONED" -> "compensated";
      default -> "unknown";
    };
  }

  /** What became of an action, in words. */
  public static String answer(String answer) {
    return switch (answer) {
      case "APPLIED" -> "Done.";
      case "INCIDENT" -> "It stopped at an incident.";
      case "DRY_RUN" -> "It would do this:";
      case "DUPLICATE" -> "It was done before.";
      case "REFUSED" -> "It was refused; nothing changed.";
      case "PARKED" -> "It is kept until the saga starts.";
      case "UNKNOWN", "" -> "Not known yet.";
      default -> words(answer);
    };
  }

  /** How many sagas a version has. */
  public static long count(JsonNode counts, String type, String version) {
    long count = 0;
    for (JsonNode counted : counts) {
      if (text(counted, "type").equals(type) && text(counted, "version").equals(version)) {
        count += counted.path("count").asLong();
      }
    }
    return count;
  }
}
