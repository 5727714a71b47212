package dev.sagas.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The faults of one run, in the order in which they strike. */
record Faults(List<Fault> list) {
  static final Faults NONE = new Faults(List.of());

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5}):([A-Z_]+)");

  Faults {
    list = List.copyOf(list);
  }

  static Faults of(Fault... faults) {
    return new Faults(List.of(faults));
  }

  /**
   * Reads the form written by {@link #toString()}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  static Faults parse(String text) {
    List<Fault> faults = new ArrayList<>();
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      Matcher matcher = FORM.matcher(part.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "Expected faults of the form number:KIND,number:KIND, but got '" + text + "'");
      }
      faults.add(
          new Fault(Integer.parseInt(matcher.group(1)), FaultKind.valueOf(matcher.group(2))));
    }
    return new Faults(faults);
  }

  @Override
  public String toString() {
    return list.stream().map(Fault::toString).collect(Collectors.joining(","));
  }
}
