package dev.sagas.operate.topics;

import java.util.List;

/** The cluster's topics are not as the engine needs them. The message says how to fix each. */
public final class UnfitTopicsException extends RuntimeException {
  UnfitTopicsException(List<String> problems) {
    super("The topics do not fit: " + String.join("; ", problems));
  }
}
