package dev.sagas.operate.why;

import dev.sagas.operate.history.DecidedSaga;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.operate.query.TimeText;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Published definitions, one step after the other, and sagas of them. */
public final class Orders {
  static final TimeText TIMES = new TimeText(ZoneOffset.ofHours(1));
  static final long TIMEOUT_MS = 30_000;

  private Orders() {}

  /**
   * A definition from a text: {@code create reserve charge! notify- go? paid~ rest.} are steps that
   * can be undone, a pivot, one without undo, an approval, a signal, and a sleep of an hour.
   */
  public static PublishedSaga order(String text) {
    return order(text, "STOP");
  }

  static PublishedSaga order(String text, String onCompensationFailure) {
    List<PublishedSaga.Stage> stages = new ArrayList<>();
    for (String word : text.split(" ", -1)) {
      PublishedSaga.Step step = step(word);
      stages.add(
          new PublishedSaga.Stage(
              Optional.empty(),
              false,
              List.of(new PublishedSaga.Branch(step.name(), List.of(step)))));
    }
    return new PublishedSaga(
        new SagaType("order"),
        3,
        "shop.OrderSaga",
        "shop.Order",
        List.of(),
        "",
        OptionalLong.of(Duration.ofDays(1).toMillis()),
        onCompensationFailure,
        stages);
  }

  private static PublishedSaga.Step step(String word) {
    String name = word.replaceAll("[!?~.-]$", "");
    return switch (word.charAt(word.length() - 1)) {
      case '!' -> command(name, true, Optional.empty());
      case '-' -> command(name, false, Optional.empty());
      case '?' -> wait(name, "APPROVAL", name);
      case '~' -> wait(name, "SIGNAL", name + "-arrived");
      case '.' -> sleep(name);
      default -> command(name, false, Optional.of("shop.Undo" + name));
    };
  }

  private static PublishedSaga.Step command(String name, boolean pivot, Optional<String> undo) {
    return new PublishedSaga.Step(
        name,
        "COMMAND",
        false,
        pivot,
        Optional.of(name + "-service"),
        Optional.of("shop.Do" + name),
        undo,
        OptionalLong.of(TIMEOUT_MS),
        OptionalInt.of(3),
        OptionalLong.empty(),
        List.of());
  }

  private static PublishedSaga.Step wait(String name, String kind, String signal) {
    return new PublishedSaga.Step(
        name,
        kind,
        false,
        false,
        Optional.of(signal),
        Optional.of("shop.Paid"),
        Optional.empty(),
        OptionalLong.of(Duration.ofHours(2).toMillis()),
        OptionalInt.empty(),
        OptionalLong.empty(),
        List.of());
  }

  private static PublishedSaga.Step sleep(String name) {
    return new PublishedSaga.Step(
        name,
        "SLEEP",
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        OptionalLong.of(Duration.ofHours(1).toMillis()),
        List.of());
  }

  static KnownDefinition known(PublishedSaga definition) {
    return KnownDefinition.published(List.of(definition));
  }

  /** Begins a saga of the definition. */
  public static DecidedSaga started(PublishedSaga definition) {
    return DecidedSaga.started(known(definition).catalog(), "order");
  }

  /** The same with another id. */
  public static DecidedSaga started(PublishedSaga definition, SagaId id) {
    return DecidedSaga.started(known(definition).catalog(), "order", id);
  }

  /** Everything is known but the participants and the journal. */
  public static SagaSituation situation(DecidedSaga saga, PublishedSaga definition) {
    return SagaSituation.of(saga.state(), saga.nowMs(), TIMES)
        .with(Optional.of(definition), known(definition));
  }
}
