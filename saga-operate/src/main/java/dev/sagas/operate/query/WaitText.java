package dev.sagas.operate.query;

import dev.sagas.protocol.WaitReason;

/** Why a saga waits, in one line for a person, with times in the person's zone. */
public final class WaitText {
  private WaitText() {}

  /** The reason as {@link WaitReason#text()}, but with its times written so. */
  public static String of(WaitReason reason, TimeText times) {
    String since = " since " + times.at(reason.sinceMs());
    String until =
        reason.untilMs().isPresent() ? " until " + times.at(reason.untilMs().getAsLong()) : "";
    String ofStep = reason.step().map(name -> " of step " + name).orElse("");
    return switch (reason.kind()) {
      case REPLY ->
          "reply%s from %s (%s)%s%s".formatted(ofStep, reason.on(), reason.detail(), since, until);
      case RETRY ->
          "retry%s at %s (%s)%s%s".formatted(ofStep, reason.on(), reason.detail(), since, until);
      case SIGNAL ->
          "signal %s%s%s%s"
              .formatted(
                  reason.on(),
                  reason.step().map(name -> " for step " + name).orElse(""),
                  since,
                  until);
      case SLEEP -> "sleep" + ofStep + since + until;
      case CAPACITY -> "held back%s: %s".formatted(since, reason.detail());
      case PAUSED -> "paused by %s%s: %s".formatted(reason.on(), since, reason.detail());
      case INCIDENT -> "incident %s%s%s: %s".formatted(reason.on(), ofStep, since, reason.detail());
    };
  }
}
