package dev.sagas.chaos.fault;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A kind of fault and the role that it hits.
 *
 * <ul>
 *   <li>The kind must be able to hit the role: {@link IllegalArgumentException} otherwise.
 *   <li>Ordered by kind, then by role, as the enums declare them.
 * </ul>
 *
 * @param kind what is done
 * @param role to which processes
 */
public record FaultChoice(ClusterFaultKind kind, TargetRole role)
    implements Comparable<FaultChoice> {
  private static final Comparator<FaultChoice> ORDER =
      Comparator.comparing(FaultChoice::kind).thenComparing(FaultChoice::role);

  /** Checks that the two fit. */
  public FaultChoice {
    if (!kind.canHit(role)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Expected a role that %s can hit, but was %s: use one of %s",
              kind.text(),
              role.text(),
              Stream.of(TargetRole.values()).filter(kind::canHit).map(TargetRole::text).toList()));
    }
  }

  /** All choices there are, in order. */
  public static List<FaultChoice> all() {
    return EnumSet.allOf(ClusterFaultKind.class).stream().flatMap(FaultChoice::of).toList();
  }

  /** All choices of one kind, in the order of roles. */
  static Stream<FaultChoice> of(ClusterFaultKind kind) {
    return Stream.of(TargetRole.values())
        .filter(kind::canHit)
        .map(role -> new FaultChoice(kind, role));
  }

  /** The form in {@code --faults}, in plans and in reports, such as {@code kill:broker}. */
  public String text() {
    return kind.text() + ":" + role.text();
  }

  @Override
  public int compareTo(FaultChoice other) {
    return ORDER.compare(this, other);
  }
}
