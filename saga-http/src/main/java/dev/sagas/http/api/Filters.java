package dev.sagas.http.api;

import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.index.live.LiveFilter;
import dev.sagas.index.live.LiveOrder;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads which sagas are asked for. */
final class Filters {
  /** The parameters that it reads. */
  static final Set<String> NAMES =
      Set.of(
          "idPrefix",
          "type",
          "version",
          "status",
          "wait",
          "participant",
          "step",
          "incident",
          "olderThan",
          "startedFrom",
          "startedTo",
          "label");

  private static final int MAX_TEXT = 200;

  private Filters() {}

  /**
   * The filter of a request.
   *
   * @param nowMs what durations are counted from, epoch ms
   */
  static LiveFilter of(Ask ask, long nowMs) {
    return new LiveFilter(
        ask.query("idPrefix", "at most 200 characters", Filters::bounded).orElse(""),
        ask.query("type", "the type of a definition", SagaType::new),
        ask.number("version", 1, Integer.MAX_VALUE),
        statuses(ask),
        waiting(ask, nowMs),
        new LiveFilter.Between(ask.instant("startedFrom"), ask.instant("startedTo")),
        labels(ask));
  }

  private static Set<SagaStatus> statuses(Ask ask) {
    Set<SagaStatus> statuses = EnumSet.noneOf(SagaStatus.class);
    for (String text : ask.queries("status")) {
      statuses.add(
          constant(SagaStatus.values(), text)
              .orElseThrow(() -> ProblemException.parameter("status", "a status", text)));
    }
    return statuses;
  }

  private static LiveFilter.Waiting waiting(Ask ask, long nowMs) {
    Optional<Duration> age = ask.duration("olderThan");
    return new LiveFilter.Waiting(
        ask.query("wait")
            .map(
                text ->
                    constant(WaitReason.Kind.values(), text)
                        .orElseThrow(
                            () ->
                                ProblemException.parameter(
                                    "wait",
                                    "reply, retry, signal, sleep, capacity, paused or incident",
                                    text))),
        ask.query("participant", "at most 200 characters", Filters::bounded),
        ask.query("step", "the name of a step", StepName::new),
        ask.query("incident", "at most 200 characters", Filters::bounded),
        age.isPresent() ? OptionalLong.of(nowMs - age.get().toMillis()) : OptionalLong.empty());
  }

  private static Map<String, String> labels(Ask ask) {
    Map<String, String> labels = new HashMap<>();
    for (String text : ask.queries("label")) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw ProblemException.parameter("label", "of the form name=value", text);
      }
      labels.put(text.substring(0, equals), text.substring(equals + 1));
    }
    return labels;
  }

  static LiveOrder order(Ask ask) {
    return ask.query(
            "order",
            "waiting, started or id",
            text -> constant(LiveOrder.values(), text).orElseThrow(IllegalArgumentException::new))
        .orElse(LiveOrder.WAITING);
  }

  private static <E extends Enum<E>> Optional<E> constant(E[] constants, String text) {
    for (E constant : constants) {
      if (constant.name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_'))) {
        return Optional.of(constant);
      }
    }
    return Optional.empty();
  }

  private static String bounded(String text) {
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException("too long");
    }
    return text;
  }
}
