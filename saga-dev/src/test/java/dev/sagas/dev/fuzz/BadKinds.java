package dev.sagas.dev.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** All kinds, by story. */
final class BadKinds {
  static final List<BadKind> ALL =
      Stream.<BadKind[]>of(
              BadValues.values(),
              BadKeys.values(),
              BadHeaders.values(),
              BadNumbers.values(),
              BadRequests.values(),
              BadReplies.values(),
              BadSignals.values(),
              BadOperations.values(),
              BadCommands.values(),
              BadDelivery.values(),
              BadSizes.values(),
              ForeignRecords.values())
          .flatMap(Arrays::stream)
          .toList();

  private BadKinds() {}

  /** As in {@code BadValues.TRUNCATED}. */
  static String nameOf(BadKind kind) {
    return kind.getClass().getSimpleName() + "." + kind.name();
  }
}
