package dev.sagas.dev.checker;

import static dev.sagas.dev.checker.VerdictKind.CHAIN_BROKEN;
import static dev.sagas.dev.checker.VerdictKind.LOST;
import static dev.sagas.dev.checker.VerdictKind.ZOMBIE_TRANSITION;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Recomputes the hashes, follows the chain, and compares the journaled commands with the sent. */
final class ChainCheck implements SagaCheck {
  private static final String ZEROS = "0".repeat(64);

  @Override
  public void check(SagaHistory saga, Consumer<Verdict> verdicts) {
    for (HistoryRecord record : saga.unreadable()) {
      verdicts.accept(
          saga.verdict(
              CHAIN_BROKEN,
              "Expected a journal entry at %s, but it cannot be read"
                  .formatted(record.position())));
    }
    for (RunHistory run : saga.runs()) {
      Consumer<Found> found = one -> verdicts.accept(saga.verdict(one.kind(), run, one.detail()));
      checkHashes(run, found);
      checkOrder(run, found);
      checkLinks(run.chain(), found);
      checkCommands(run, found);
    }
  }

  private static void checkHashes(RunHistory run, Consumer<Found> found) {
    for (JournalLine line : run.lines()) {
      if (!line.hasItsHash()) {
        found.accept(
            new Found(
                CHAIN_BROKEN,
                "Expected the hash of the bytes at %s, but the entry has another"
                    .formatted(line.record().position())));
      }
    }
  }

  /** Each transition comes after the one of the revision before it, and none after the end. */
  private static void checkOrder(RunHistory run, Consumer<Found> found) {
    long highest = 0;
    boolean ended = false;
    for (JournalLine line : run.transitions()) {
      if (line.revision() <= highest || ended) {
        found.accept(
            new Found(
                ZOMBIE_TRANSITION,
                "Expected nothing %s, but %s has revision %s"
                    .formatted(
                        ended ? "after the end" : "below revision " + (highest + 1),
                        line.record().position(),
                        line.revision())));
      }
      highest = Math.max(highest, line.revision());
      ended |= line.isEnd();
    }
  }

  private static void checkLinks(List<JournalLine> chain, Consumer<Found> found) {
    String previous = ZEROS;
    long revision = 1;
    for (JournalLine line : chain) {
      if (line.revision() != revision || !line.previousHash().equals(previous)) {
        found.accept(
            new Found(
                CHAIN_BROKEN,
                "Expected revision %s after hash %s, but %s has revision %s after %s"
                    .formatted(
                        revision,
                        previous,
                        line.record().position(),
                        line.revision(),
                        line.previousHash())));
        return;
      }
      previous = line.hash();
      revision++;
    }
  }

  private static void checkCommands(RunHistory run, Consumer<Found> found) {
    Set<String> journaled = new HashSet<>();
    run.lines().forEach(line -> journaled.addAll(line.commandIds()));
    for (String id : run.commandIds()) {
      if (!journaled.contains(id)) {
        found.accept(
            new Found(
                ZOMBIE_TRANSITION,
                "Expected a transition that sent %s, but there is none".formatted(id)));
      }
    }
    for (JournalLine line : run.chain()) {
      for (String id : line.commandIds()) {
        if (!run.commandIds().contains(id)) {
          found.accept(
              new Found(LOST, "Expected the command %s in its topic, but it is not".formatted(id)));
        }
      }
    }
  }

  /** A violation whose saga and run are known from the context. */
  private record Found(VerdictKind kind, String detail) {}
}
