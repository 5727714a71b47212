package dev.sagas.operate.why;

import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.OperationKind;
import java.util.List;
import java.util.Optional;

/**
 * What an incident means, and which actions end it.
 *
 * @param meaning one or two sentences
 * @param remedies the first choice first
 */
public record IncidentGuide(String meaning, List<Remedy> remedies) {
  public IncidentGuide {
    remedies = List.copyOf(remedies);
  }

  /**
   * An action that ends an incident.
   *
   * @param when when to choose it
   */
  public record Remedy(OperationKind operation, String when) {}

  /** The guide to a code; empty for one of a newer version. */
  public static Optional<IncidentGuide> of(String code) {
    for (IncidentCode known : IncidentCode.values()) {
      if (known.name().equals(code)) {
        return Optional.of(of(known));
      }
    }
    return Optional.empty();
  }

  /** The guide to a code. */
  public static IncidentGuide of(IncidentCode code) {
    return new IncidentGuide(meaning(code), remedies(code));
  }

  private static String meaning(IncidentCode code) {
    return switch (code) {
      case DEFINITION_FAULT ->
          "A function of the definition threw, or returned what cannot be sent. Its input is kept.";
      case FUNCTION_TIMED_OUT ->
          "The functions of the definition did not return in time. Their input is kept.";
      case VERSION_MISSING ->
          "The version of its definition is not deployed, and it never switches by itself.";
      case PIVOT_OUTCOME_UNKNOWN ->
          "No attempt of the pivot was answered: it may or may not have taken effect.";
      case REJECTED_AFTER_PIVOT ->
          "A step after the pivot was rejected. After the pivot nothing is undone.";
      case EXHAUSTED_AFTER_PIVOT ->
          "A step after the pivot used up its attempts. After the pivot nothing is undone.";
      case WAIT_TIMED_OUT -> "The signal did not arrive in time.";
      case COMPENSATION_REJECTED ->
          "The participant refused to undo the step: its effect is still there.";
      case COMPENSATION_EXHAUSTED ->
          "The undo of the step used up its attempts: its effect may still be there.";
      case FENCE_EXPIRED ->
          "The participant may have forgotten the step's command: look the saga up in its data.";
      case ENGINE_FAULT -> "The engine failed on an input, which is a bug. The input is kept.";
      case TOPIC_MISSING -> "A topic to which it would write does not exist. The input is kept.";
      case OUTPUT_TOO_LARGE -> "What it would write exceeds a limit. The input is kept.";
    };
  }

  private static List<Remedy> remedies(IncidentCode code) {
    return switch (code) {
      case DEFINITION_FAULT -> definitionFault();
      case FUNCTION_TIMED_OUT -> functionTimedOut();
      case VERSION_MISSING -> versionMissing();
      case PIVOT_OUTCOME_UNKNOWN -> pivotUnknown();
      case REJECTED_AFTER_PIVOT -> afterPivot("the cause is fixed");
      case EXHAUSTED_AFTER_PIVOT -> afterPivot("the participant works again");
      case WAIT_TIMED_OUT -> waitTimedOut();
      case COMPENSATION_REJECTED -> undo("the cause is fixed at the participant");
      case COMPENSATION_EXHAUSTED -> undo("the participant works again");
      case FENCE_EXPIRED -> fenceExpired();
      case ENGINE_FAULT ->
          List.of(retry("the failure may be intermittent"), end("it must not wait"));
      case TOPIC_MISSING -> List.of(retry("the topic exists"), end("it must not wait"));
      case OUTPUT_TOO_LARGE -> outputTooLarge();
    };
  }

  private static List<Remedy> definitionFault() {
    return List.of(
        retry("the cause is fixed, in the data or by a deployed fix"),
        edit("the data is wrong"),
        migrate("a newer version has the fix"),
        end("it cannot be fixed"));
  }

  private static List<Remedy> functionTimedOut() {
    return List.of(
        migrate("a newer version returns in time"),
        retry("it was slow only this once"),
        end("it cannot be fixed"));
  }

  private static List<Remedy> versionMissing() {
    return List.of(
        retry("the version is deployed again"),
        migrate("it should continue under another version"),
        end("neither is possible"));
  }

  private static List<Remedy> pivotUnknown() {
    return List.of(
        retry("the participant can be asked again: the same deduplication key gives one effect"),
        skip("the participant's data shows that it took effect"),
        fail("the participant's data shows that it did not, and never will"));
  }

  private static List<Remedy> afterPivot(String retryWhen) {
    return List.of(
        retry(retryWhen), skip("its work was done by hand"), end("it should stay as it is"));
  }

  private static List<Remedy> waitTimedOut() {
    return List.of(
        retry("it should wait for the same time again"),
        skip("it should continue without the signal"),
        cancel("it should be undone"));
  }

  private static List<Remedy> fenceExpired() {
    return List.of(
        retry("it goes forward and there is no effect, or turns back and there is one"),
        skip("it goes forward and there is an effect, or turns back and there is none"),
        end("it should stay as it is"));
  }

  private static List<Remedy> outputTooLarge() {
    return List.of(
        edit("its data can be made smaller"),
        retry("the limit was raised"),
        end("neither is possible"));
  }

  private static List<Remedy> undo(String retryWhen) {
    return List.of(
        retry(retryWhen),
        skip("the effect was undone by hand, or should stay"),
        end("nothing more should be undone"));
  }

  private static Remedy retry(String when) {
    return new Remedy(OperationKind.RETRY, when);
  }

  private static Remedy skip(String when) {
    return new Remedy(OperationKind.SKIP, when);
  }

  private static Remedy fail(String when) {
    return new Remedy(OperationKind.FAIL, when);
  }

  private static Remedy edit(String when) {
    return new Remedy(OperationKind.EDIT_DATA, when);
  }

  private static Remedy migrate(String when) {
    return new Remedy(OperationKind.MIGRATE, when);
  }

  private static Remedy cancel(String when) {
    return new Remedy(OperationKind.CANCEL, when);
  }

  private static Remedy end(String when) {
    return new Remedy(OperationKind.END, when);
  }
}
