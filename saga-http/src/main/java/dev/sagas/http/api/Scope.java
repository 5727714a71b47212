package dev.sagas.http.api;

import dev.sagas.http.exchange.Ask;

/** What a question is answered from. */
enum Scope {
  /** All instances. */
  CLUSTER,
  /** The partitions of this instance. */
  LOCAL,
  /** The warm copies of this instance. */
  STANDBY;

  static Scope of(Ask ask) {
    return ask.query(
            "scope",
            "cluster, local or standby",
            text ->
                switch (text) {
                  case "cluster" -> CLUSTER;
                  case "local" -> LOCAL;
                  case "standby" -> STANDBY;
                  default -> throw new IllegalArgumentException(text);
                })
        .orElse(CLUSTER);
  }
}
