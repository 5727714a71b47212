package dev.sagas.chaos.cluster;

import org.jspecify.annotations.Nullable;

/** The cluster could not do what a run needs; says nothing about the sagas. */
public final class ClusterFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClusterFailure(String message) {
    super(message);
  }

  public ClusterFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** After the thread was interrupted, which stays so. */
  public static ClusterFailure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ClusterFailure("Interrupted", e);
  }
}
