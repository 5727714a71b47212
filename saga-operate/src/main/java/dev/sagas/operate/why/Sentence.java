package dev.sagas.operate.why;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One sentence of an explanation.
 *
 * <ul>
 *   <li>Texts of participants and operators are in it as they are: they must be made printable, or
 *       escaped, where they are shown.
 * </ul>
 *
 * @param text plain English, without line breaks of its own
 * @param facts what the sentence says, for programs: values are {@link String}, {@link Long},
 *     {@link Boolean} or lists of strings; times are epoch ms and end in {@code AtMs}, durations
 *     end in {@code Ms}
 */
public record Sentence(SentenceKind kind, String text, Map<String, Object> facts) {
  public Sentence {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** Begins a sentence. */
  static Draft about(SentenceKind kind) {
    return new Draft(kind);
  }

  /** A sentence in the making. */
  static final class Draft {
    private final SentenceKind kind;
    private final Map<String, Object> facts = new LinkedHashMap<>();

    private Draft(SentenceKind kind) {
      this.kind = kind;
    }

    Draft fact(String name, String value) {
      facts.put(name, value);
      return this;
    }

    Draft fact(String name, long value) {
      facts.put(name, value);
      return this;
    }

    Draft fact(String name, boolean value) {
      facts.put(name, value);
      return this;
    }

    Draft fact(String name, List<String> values) {
      facts.put(name, List.copyOf(values));
      return this;
    }

    Sentence says(String text) {
      return new Sentence(kind, text, facts);
    }
  }
}
