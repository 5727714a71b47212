package dev.sagas.http.ui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which sagas a list shows, as words in one line such as {@code type:order wait:reply older:10m}.
 *
 * <ul>
 *   <li>A word is {@code name:value}; a value with blanks is put in quotation marks, double ones
 *       unless it has some itself.
 *   <li>Anything else is the beginning of a saga id, which may have colons itself.
 * </ul>
 */
public final class FilterWords {
  private static final Pattern WORD =
      Pattern.compile("(?:([A-Za-z]+):)?(?:\"([^\"]*)\"?|'([^']*)'|(\\S+))");

  /** The parameters of the API by the words of the search. */
  private static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry("id", "idPrefix"),
          Map.entry("type", "type"),
          Map.entry("version", "version"),
          Map.entry("status", "status"),
          Map.entry("wait", "wait"),
          Map.entry("participant", "participant"),
          Map.entry("step", "step"),
          Map.entry("incident", "incident"),
          Map.entry("older", "olderThan"),
          Map.entry("from", "startedFrom"),
          Map.entry("to", "startedTo"),
          Map.entry("label", "label"),
          Map.entry("ended", "ended"),
          Map.entry("data", "data"),
          Map.entry("text", "text"));

  private final List<Word> words;

  private FilterWords(List<Word> words) {
    this.words = List.copyOf(words);
  }

  /** One word of a filter. */
  public record Word(String name, String value) {
    /** As it is typed. */
    public String text() {
      boolean quoted = value.isEmpty() || value.chars().anyMatch(Character::isWhitespace);
      String mark = value.indexOf('"') < 0 ? "\"" : "'";
      return name + ":" + (quoted ? mark + value.replace(mark, "") + mark : value);
    }
  }

  /** Reads what was typed. */
  public static FilterWords parse(String typed) {
    List<Word> words = new ArrayList<>();
    Matcher word = WORD.matcher(typed);
    while (word.find()) {
      String name = word.group(1);
      String value =
          Stream.of(2, 3, 4).map(word::group).filter(Objects::nonNull).findFirst().orElse("");
      boolean isNamed = name != null && PARAMETERS.containsKey(name);
      words.add(isNamed ? new Word(name, value) : new Word("id", word.group()));
    }
    return new FilterWords(words);
  }

  /** Everything. */
  public static FilterWords all() {
    return new FilterWords(List.of());
  }

  /** The same with one more word, which takes the place of another one with its name. */
  public FilterWords with(String name, String value) {
    List<Word> changed = new ArrayList<>(without(name).words);
    changed.add(new Word(name, value));
    return new FilterWords(changed);
  }

  /** The same without the words of that name. */
  public FilterWords without(String name) {
    return new FilterWords(words.stream().filter(word -> !word.name().equals(name)).toList());
  }

  /** The words, in the order in which they were typed. */
  public List<Word> words() {
    return words;
  }

  /** As it is typed. */
  public String text() {
    return String.join(" ", words.stream().map(Word::text).toList());
  }

  /** The address of the list. */
  public String url() {
    return words.isEmpty()
        ? "/sagas"
        : "/sagas?q=" + URLEncoder.encode(text(), StandardCharsets.UTF_8);
  }

  /** The same as parameters of the API. */
  Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new HashMap<>();
    for (Word word : words) {
      parameters
          .computeIfAbsent(
              PARAMETERS.getOrDefault(word.name(), word.name()), name -> new ArrayList<>())
          .add(word.value());
    }
    return parameters;
  }
}
