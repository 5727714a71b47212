package dev.sagas.admin;

import java.util.Optional;

/**
 * Which events are wanted.
 *
 * @param type changes of sagas of this type alone
 * @param sagaId changes of this saga alone
 */
public record EventFilter(Optional<String> type, Optional<String> sagaId) {
  /** All of them. */
  public static final EventFilter ALL = new EventFilter(Optional.empty(), Optional.empty());

  /** Those of one saga. */
  public static EventFilter saga(String id) {
    return new EventFilter(Optional.empty(), Optional.of(id));
  }

  /** Those of one type. */
  public static EventFilter type(String type) {
    return new EventFilter(Optional.of(type), Optional.empty());
  }

  String path() {
    StringBuilder path = new StringBuilder("/events?scope=cluster");
    type.ifPresent(value -> path.append("&type=").append(SagaQuery.encoded(value)));
    sagaId.ifPresent(value -> path.append("&saga=").append(SagaQuery.encoded(value)));
    return path.toString();
  }
}
