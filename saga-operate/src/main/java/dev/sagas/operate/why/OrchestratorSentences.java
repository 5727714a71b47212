package dev.sagas.operate.why;

import dev.sagas.operate.doctor.ParticipantGroup;
import dev.sagas.protocol.KeyPartition;
import dev.sagas.protocol.SagaId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is known of the orchestrator; a healthy one is mentioned only if it is known by name. */
final class OrchestratorSentences {
  /** Fewer records than this are read within moments. */
  private static final long BEHIND = 100;

  private final OrchestratorSituation known;
  private final SagaId saga;

  OrchestratorSentences(SagaSituation situation) {
    this.known = situation.orchestrator();
    this.saga = situation.saga().identity().id();
  }

  List<Sentence> all() {
    Sentence.Draft draft = Sentence.about(SentenceKind.ORCHESTRATOR);
    known.partition().ifPresent(partition -> draft.fact("partition", partition));
    known.instance().ifPresent(instance -> draft.fact("instance", instance));
    known.hindrance().ifPresent(hindrance -> draft.fact("hindrance", hindrance));
    known.group().ifPresent(group -> facts(draft, group));
    return text().map(text -> List.of(draft.says(text))).orElse(List.of());
  }

  private static void facts(Sentence.Draft draft, ParticipantGroup group) {
    draft.fact("group", group.id());
    group.seen().ifPresent(seen -> draft.fact("members", seen.members()).fact("lag", seen.lag()));
  }

  private Optional<String> text() {
    Optional<ParticipantGroup.Seen> seen = known.group().flatMap(ParticipantGroup::seen);
    if (seen.filter(each -> each.members() == 0).isPresent()) {
      return Optional.of(
          """
          The orchestrator is not running: its group %s has no members, so that no saga moves; \
          %s to be read.\
          """
              .formatted(
                  known.group().map(ParticipantGroup::id).orElse("unknown"),
                  ParticipantSentences.count(seen.get().lag(), "record") + " wait"));
    }
    String where =
        known.partition().isPresent() ? "Its partition is " + known.partition().getAsInt() : "";
    if (known.instance().isPresent()) {
      String on = known.hindrance().map(why -> ", which " + why).orElse("");
      String behind = seen.flatMap(this::behind).map(text -> " " + text).orElse("");
      return Optional.of(
          "%s on instance %s%s.%s"
              .formatted(where.isEmpty() ? "It is" : where, known.instance().get(), on, behind));
    }
    return known
        .hindrance()
        .map(why -> "The instance that has it is unknown, and " + why + ".")
        .or(() -> group(seen));
  }

  private Optional<String> group(Optional<ParticipantGroup.Seen> seen) {
    if (known.group().isPresent() && seen.isEmpty()) {
      return Optional.of(
          "Whether the orchestrator is running is unknown: " + known.group().get().whyNot() + ".");
    }
    return seen.filter(each -> !each.unassigned().isEmpty())
        .map(
            each ->
                "No orchestrator reads " + String.join(", ", each.unassigned()) + " at present.")
        .or(() -> seen.flatMap(this::behind));
  }

  /** The partition of the saga is behind: what reads it is slow, or it has more than others. */
  private Optional<String> behind(ParticipantGroup.Seen seen) {
    OptionalLong own = seen.lagOf(saga);
    if (own.isEmpty() || own.getAsLong() < BEHIND) {
      return Optional.empty();
    }
    return Optional.of(
        """
        The orchestrator is behind with the saga's partition %s: %s records wait to be read in it, \
        and %s in the others together.\
        """
            .formatted(
                KeyPartition.of(saga, seen.lags().size()),
                own.getAsLong(),
                seen.lag() - own.getAsLong()));
  }
}
