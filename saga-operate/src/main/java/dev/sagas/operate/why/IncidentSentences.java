package dev.sagas.operate.why;

import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an incident is, what it means, and what ends it. */
final class IncidentSentences {
  private final SagaSituation situation;
  private final Phrases phrases;
  private final CommandLines commands;

  IncidentSentences(SagaSituation situation) {
    this.situation = situation;
    this.phrases = new Phrases(situation.nowMs(), situation.times());
    this.commands = new CommandLines(situation.saga().identity().id());
  }

  List<Sentence> of(Incident incident) {
    List<Sentence> all = new ArrayList<>();
    String step = incident.step().map(name -> " at step " + name).orElse("");
    Sentence.Draft draft =
        Sentence.about(SentenceKind.INCIDENT)
            .fact("incident", incident.id())
            .fact("code", incident.code())
            .fact("message", incident.message())
            .fact("sinceAtMs", incident.raisedAtMs())
            .fact("revision", incident.revision());
    incident.step().ifPresent(name -> draft.fact("step", name.value()));
    all.add(
        draft.says(
            "It has needed a person %s: incident %s%s, %s."
                .formatted(
                    phrases.since(incident.raisedAtMs()),
                    incident.code(),
                    step,
                    Phrases.quoted(incident.message()))));
    Optional<IncidentGuide> guide = IncidentGuide.of(incident.code());
    all.add(meaning(incident, guide));
    guide.ifPresent(known -> known.remedies().forEach(remedy -> add(incident, remedy, all)));
    return all;
  }

  private static Sentence meaning(Incident incident, Optional<IncidentGuide> guide) {
    return Sentence.about(SentenceKind.INCIDENT_MEANING)
        .fact("code", incident.code())
        .fact("known", guide.isPresent())
        .says(
            guide
                .map(IncidentGuide::meaning)
                .orElse(
                    "What %s means is unknown to this version: a newer one raised it."
                        .formatted(incident.code())));
  }

  /** An action that would be refused is left out, where that can be computed. */
  private void add(Incident incident, IncidentGuide.Remedy remedy, List<Sentence> all) {
    Optional<StepName> step = takesStep(remedy.operation()) ? incident.step() : Optional.empty();
    String command = commands.of(remedy.operation(), step);
    Sentence.Draft draft =
        Sentence.about(SentenceKind.REMEDY)
            .fact("command", command)
            .fact("operation", remedy.operation().name())
            .fact("when", remedy.when());
    step.ifPresent(name -> draft.fact("step", name.value()));
    Optional<ActionPreview> preview = preview(remedy.operation(), step);
    if (preview.flatMap(ActionPreview::refusal).isPresent()) {
      return;
    }
    String effect = preview.map(known -> ": it " + known.text()).orElse("");
    preview.ifPresent(known -> draft.fact("preview", known.text()));
    all.add(draft.says("If %s%s.".formatted(remedy.when(), effect)));
  }

  private Optional<ActionPreview> preview(OperationKind kind, Optional<StepName> step) {
    return switch (kind) {
      case RETRY, SKIP, FAIL, CANCEL, COMPENSATE, END, PAUSE, RESUME, RESTART ->
          Optional.of(
                  ActionPreview.of(
                      situation.saga(),
                      new ActionPreview.Ordered(kind, step),
                      situation.definition(),
                      situation.nowMs()))
              .filter(ActionPreview::isKnown);
      case EDIT_DATA, MIGRATE ->
          Optional.empty(); // what it does depends on what is still to be given
    };
  }

  private static boolean takesStep(OperationKind kind) {
    return switch (kind) {
      case RETRY, SKIP, FAIL, RESTART -> true;
      case PAUSE, RESUME, CANCEL, COMPENSATE, EDIT_DATA, MIGRATE, END -> false;
    };
  }
}
