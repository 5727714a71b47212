package dev.sagas.audit;

import dev.sagas.engine.wire.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the archive of the journal differs from its topic, as it is read. Bounded. */
final class ArchiveDifferences {
  private final List<Violation> found = new ArrayList<>();

  void add(Position position, String what) {
    if (found.size() < AuditReport.MAX_LISTED) {
      found.add(Violation.at(ViolationCode.ARCHIVE_DIFFERS, Optional.empty(), position, what));
    }
  }

  /** These and others. */
  List<Violation> and(List<Violation> others) {
    List<Violation> all = new ArrayList<>(found);
    all.addAll(others);
    return all;
  }
}
