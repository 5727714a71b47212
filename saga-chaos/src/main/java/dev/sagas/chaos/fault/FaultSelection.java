package dev.sagas.chaos.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The faults that a run may inject, as {@code --faults} names them.
 *
 * <ul>
 *   <li>A list of names, separated by commas: {@code all}, {@code none}, a group ({@code
 *       processes}), a kind ({@code kill}), or either with a role ({@code network:broker}, {@code
 *       kill:orchestrator}).
 *   <li>A group or {@code all} with a role selects the kinds that can hit the role.
 *   <li>{@code none} must be alone.
 *   <li>A name that does not exist or a kind that cannot hit the role ends in an {@link
 *       IllegalArgumentException} that lists what is allowed.
 * </ul>
 *
 * @param choices what may be injected; empty for a calm run
 */
public record FaultSelection(Set<FaultChoice> choices) {
  private static final String ALL = "all";
  private static final String NONE = "none";

  /** Copies the choices. */
  public FaultSelection {
    choices = Set.copyOf(choices);
  }

  /** Reads the value of {@code --faults}. */
  public static FaultSelection parse(String value) {
    List<String> names =
        Stream.of(value.split(",", -1)).map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    if (names.equals(List.of(NONE))) {
      return new FaultSelection(Set.of());
    }
    Set<FaultChoice> choices = new TreeSet<>();
    names.forEach(name -> choices.addAll(named(name)));
    return new FaultSelection(choices);
  }

  /** The choices in order, as a value that {@link #parse} reads. */
  public String text() {
    return choices.isEmpty()
        ? NONE
        : choices.stream().sorted().map(FaultChoice::text).collect(Collectors.joining(","));
  }

  private static List<FaultChoice> named(String name) {
    int colon = name.indexOf(':');
    Predicate<ClusterFaultKind> kinds = kinds(colon < 0 ? name : name.substring(0, colon));
    Stream<FaultChoice> ofKinds =
        FaultChoice.all().stream().filter(choice -> kinds.test(choice.kind()));
    if (colon < 0) {
      return ofKinds.toList();
    }
    TargetRole role = role(name.substring(colon + 1));
    List<FaultChoice> chosen = ofKinds.filter(choice -> choice.role() == role).toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a role that %s can hit, but was %s: use one of %s"
              .formatted(name.substring(0, colon), role.text(), rolesOf(kinds)));
    }
    return chosen;
  }

  private static Predicate<ClusterFaultKind> kinds(String name) {
    if (name.equals(ALL)) {
      return kind -> true;
    }
    if (name.equals(NONE)) {
      throw new IllegalArgumentException("Expected none to be the only name in --faults");
    }
    Set<ClusterFaultKind> kinds =
        Stream.of(ClusterFaultKind.values())
            .filter(kind -> kind.text().equals(name) || kind.group().text().equals(name))
            .collect(Collectors.toUnmodifiableSet());
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected the name of a fault, but was '%s': use one of %s"
              .formatted(name, String.join(", ", names())));
    }
    return kinds::contains;
  }

  private static TargetRole role(String name) {
    return Stream.of(TargetRole.values())
        .filter(role -> role.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected the name of a role, but was '%s': use one of %s"
                        .formatted(name, rolesOf(kind -> true))));
  }

  private static String rolesOf(Predicate<ClusterFaultKind> kinds) {
    return FaultChoice.all().stream()
        .filter(choice -> kinds.test(choice.kind()))
        .map(FaultChoice::role)
        .distinct()
        .sorted()
        .map(TargetRole::text)
        .collect(Collectors.joining(", "));
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(List.of(ALL, NONE));
    Stream.of(FaultGroup.values()).map(FaultGroup::text).forEach(names::add);
    Stream.of(ClusterFaultKind.values()).map(ClusterFaultKind::text).forEach(names::add);
    return names;
  }
}
