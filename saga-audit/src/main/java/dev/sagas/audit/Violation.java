package dev.sagas.audit;

import dev.sagas.engine.journal.ReadEntry;
import dev.sagas.engine.wire.Position;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something that must not happen.
 *
 * @param saga if it is known
 * @param position of the record that shows it; empty for one that is missing altogether
 * @param message what was expected, and what was found
 */
public record Violation(
    ViolationCode code,
    Optional<SagaId> saga,
    Optional<RunId> run,
    OptionalLong revision,
    Optional<Position> position,
    String message) {
  /** Those that a record shows by topic, partition and offset; then what is missing, by saga. */
  static final Comparator<Violation> ORDER =
      Comparator.comparing((Violation violation) -> violation.position().isEmpty())
          .thenComparing(violation -> violation.position().map(Position::topic).orElse(""))
          .thenComparing(violation -> violation.position().map(Position::partition).orElse(0))
          .thenComparing(violation -> violation.position().map(Position::offset).orElse(0L))
          .thenComparing(violation -> violation.saga().map(SagaId::value).orElse(""))
          .thenComparing(violation -> violation.run().map(RunId::value).orElse(""))
          .thenComparing(violation -> violation.revision().orElse(0))
          .thenComparing(Violation::code)
          .thenComparing(Violation::message);

  /** About a journal entry. */
  static Violation of(ReadEntry read, ViolationCode code, String message) {
    return new Violation(
        code,
        Optional.of(read.entry().identity().id()),
        Optional.of(read.entry().identity().run()),
        OptionalLong.of(read.entry().revision()),
        Optional.of(read.position()),
        message);
  }

  /** About a record that names no run. */
  static Violation at(
      ViolationCode code, Optional<SagaId> saga, Position position, String message) {
    return new Violation(
        code, saga, Optional.empty(), OptionalLong.empty(), Optional.of(position), message);
  }

  /** What it is about: the same for a finding that has moved on in the meantime. */
  Subject subject() {
    return new Subject(code, saga, run);
  }

  /** What a violation is about. */
  record Subject(ViolationCode code, Optional<SagaId> saga, Optional<RunId> run) {}

  /** What is wrong with the hash that an entry states of itself. */
  static Optional<Violation> ofHash(ReadEntry read) {
    return read.ownHashHolds()
        ? Optional.empty()
        : Optional.of(
            of(
                read,
                ViolationCode.HASH_MISMATCH,
                "Expected an entry with hash %s, but its bytes have %s"
                    .formatted(read.statedHash(), read.computedHash())));
  }
}
