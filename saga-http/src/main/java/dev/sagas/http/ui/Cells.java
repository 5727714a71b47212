package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.operate.json.Json;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Shows JSON whose form a page need not know: what a newer service answers is shown, too. */
public final class Cells {
  private Cells() {}

  /** A value as text: what is in an object or an array, one after the other. */
  public static String plain(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return Words.NONE;
    }
    if (value.isArray()) {
      List<String> texts = new ArrayList<>();
      value.forEach(element -> texts.add(plain(element)));
      return texts.isEmpty() ? Words.NONE : String.join(", ", texts);
    }
    if (value.isObject()) {
      List<String> texts = new ArrayList<>();
      value
          .properties()
          .forEach(field -> texts.add(field.getKey() + " " + plain(field.getValue())));
      return String.join(", ", texts);
    }
    return value.asText();
  }

  /** The whole JSON, over several lines. */
  public static String pretty(JsonNode value) {
    return value.isTextual() ? value.asText() : Json.text(value);
  }

  /** The names of all fields of the objects of an array, in the order in which they come. */
  public static Set<String> names(JsonNode objects) {
    Set<String> names = new LinkedHashSet<>();
    objects.forEach(object -> names.addAll(fields(object)));
    return names;
  }

  /** The names of the fields of an object. */
  public static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    Iterator<String> fields = object.fieldNames();
    fields.forEachRemaining(names::add);
    return names;
  }

  /** A field's name as a heading: {@code restoredRecords} is {@code Restored records}. */
  public static String heading(String name) {
    String words = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    return words.isEmpty()
        ? ""
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
