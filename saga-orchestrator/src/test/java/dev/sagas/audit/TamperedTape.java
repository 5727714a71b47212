package dev.sagas.audit;

import static dev.sagas.audit.RecordedTopics.CHECKPOINTS;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A deployment's tape with three sagas, fresh for each test to tamper with. */
abstract class TamperedTape {
  static final String DONE = "done";
  static final String UNDONE = "undone";
  static final String LIVE = "live";

  @TempDir private static Path stateDir;
  private static RecordedTopics written;
  private static long writtenAtMs;
  RecordedTopics tape;

  @BeforeAll
  static void runSagas() {
    try (RecordedDeployment deployment = new RecordedDeployment(stateDir)) {
      deployment.start(DONE);
      deployment.start(UNDONE);
      deployment.succeed(DONE);
      deployment.succeed(UNDONE);
      deployment.start(LIVE);
      deployment.start(DONE); // asked again: a note
      deployment.succeed(DONE);
      deployment.succeed(UNDONE);
      deployment.succeed(DONE);
      deployment.reject(UNDONE);
      deployment.succeed(UNDONE);
      deployment.succeed(UNDONE);
      deployment.succeed(LIVE);
      written = deployment.tape;
      writtenAtMs = deployment.nowMs();
    }
  }

  @BeforeEach
  void copyTape() {
    tape = written.copy();
  }

  static long nowMs() {
    return writtenAtMs;
  }

  int newestCheckpoint(String saga) {
    List<Integer> places = tape.indexes(CHECKPOINTS, saga);
    return places.get(places.size() - 1);
  }

  List<ViolationCode> codes() {
    return codes(tape.audit(nowMs()));
  }

  /** The same without an audit that writes down what has ended, for those who ask often. */
  List<ViolationCode> codesInMemory() {
    return codes(tape.auditInMemory(nowMs()));
  }

  static List<ViolationCode> codes(AuditReport report) {
    return report.violations().stream().map(Violation::code).toList();
  }
}
