package dev.sagas.index.cluster;

import java.util.List;

/** Which instances there are, and which partitions each of them has. Thread-safe. */
public interface Membership {
  /** {@code host:port} of this instance's HTTP, as the others know it. */
  String self();

  /** How many partitions the inputs have. */
  int partitions();

  /** Every instance, this one included; empty while this one does not know them. */
  List<Member> members();
}
