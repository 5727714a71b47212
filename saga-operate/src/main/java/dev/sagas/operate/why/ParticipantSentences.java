package dev.sagas.operate.why;

import dev.sagas.operate.doctor.ParticipantGroup;
import dev.sagas.protocol.KeyPartition;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is known of a participant that a saga waits for. */
final class ParticipantSentences {
  private final SagaSituation situation;
  private final Phrases phrases;

  ParticipantSentences(SagaSituation situation) {
    this.situation = situation;
    this.phrases = new Phrases(situation.nowMs(), situation.times());
  }

  List<Sentence> of(String name) {
    Optional<ParticipantSituation> known = Optional.ofNullable(situation.participants().get(name));
    Sentence.Draft draft = Sentence.about(SentenceKind.PARTICIPANT).fact("participant", name);
    if (known.isEmpty()) {
      return List.of(
          draft
              .fact("known", false)
              .says(
                  "What participant %s does is unknown: its consumer group was not examined."
                      .formatted(name)));
    }
    ParticipantGroup group = known.get().group();
    draft.fact("group", group.id()).fact("known", group.seen().isPresent());
    if (group.seen().isEmpty()) {
      return List.of(
          draft.says("What participant %s does is unknown: %s.".formatted(name, group.whyNot())));
    }
    List<Sentence> all = new ArrayList<>();
    all.add(seen(draft, name, known.get(), group.seen().get()));
    lastReply(name, known.get().lastReplyAtMs()).ifPresent(all::add);
    return all;
  }

  private Sentence seen(
      Sentence.Draft draft, String name, ParticipantSituation known, ParticipantGroup.Seen seen) {
    draft
        .fact("state", seen.state())
        .fact("members", seen.members())
        .fact("lag", seen.lag())
        .fact("lagExact", seen.exact())
        .fact("unassigned", seen.unassigned());
    seen.lagOf(situation.saga().identity().id())
        .ifPresent(own -> draft.fact("lagOfPartition", own));
    String group = known.group().id();
    if (seen.members() > 0) {
      return draft.says(
          "Participant %s is running: its group %s has %s; %s.%s"
              .formatted(
                  name,
                  group,
                  count(seen.members(), "member"),
                  waiting(seen) + ofOwnPartition(seen),
                  unassigned(seen.unassigned())));
    }
    known.memberlessSinceMs().ifPresent(since -> draft.fact("memberlessSinceAtMs", since));
    String since =
        known.memberlessSinceMs().isPresent()
            ? " and has had none " + phrases.since(known.memberlessSinceMs().getAsLong())
            : "";
    return draft.says(
        "Participant %s is not running: its group %s has no members%s; %s."
            .formatted(name, group, since, waiting(seen)));
  }

  private static String waiting(ParticipantGroup.Seen seen) {
    if (seen.lag() == 0) {
      return "no command waits to be read";
    }
    return "%s%s to be read"
        .formatted(
            seen.exact() ? "" : "at most ",
            seen.lag() == 1 ? "1 command waits" : seen.lag() + " commands wait");
  }

  /** Named where the load is uneven: the member that has the partition may hang. */
  private String ofOwnPartition(ParticipantGroup.Seen seen) {
    SagaId saga = situation.saga().identity().id();
    OptionalLong own = seen.lagOf(saga);
    if (own.isEmpty() || seen.lags().size() < 2 || own.getAsLong() * 2 <= seen.lag()) {
      return "";
    }
    return ", %s of them in partition %s of %s, the saga's"
        .formatted(own.getAsLong(), KeyPartition.of(saga, seen.lags().size()), seen.lags().size());
  }

  private static String unassigned(List<String> partitions) {
    return partitions.isEmpty() ? "" : " Nobody reads " + String.join(", ", partitions) + ".";
  }

  static String count(long number, String noun) {
    return number + " " + (number == 1 ? noun : noun + "s");
  }

  private Optional<Sentence> lastReply(String name, OptionalLong atMs) {
    return atMs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Sentence.about(SentenceKind.LAST_REPLY)
                .fact("participant", name)
                .fact("atMs", atMs.getAsLong())
                .says(
                    "Its last answer to any saga arrived %s."
                        .formatted(phrases.ago(atMs.getAsLong()))));
  }
}
