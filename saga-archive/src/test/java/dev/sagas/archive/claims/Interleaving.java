package dev.sagas.archive.claims;

import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.StoredObject;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Runs the steps of a writer and of a sweeper in a given order. A step is one call of the store
 * that concerns the object of the test.
 */
final class Interleaving {
  private final List<Integer> writerAfter;
  private int writerSteps;
  private int sweeperSteps;
  private boolean isWriterDone;
  private boolean isSweeperDone;

  /**
   * An order.
   *
   * @param writerAfter for each step of the writer, after how many steps of the sweeper it is; not
   *     descending. Later steps are after all of the sweeper.
   */
  Interleaving(List<Integer> writerAfter) {
    this.writerAfter = writerAfter;
  }

  synchronized int sweeperSteps() {
    return sweeperSteps;
  }

  synchronized void writerDone() {
    isWriterDone = true;
    notifyAll();
  }

  synchronized void sweeperDone() {
    isSweeperDone = true;
    notifyAll();
  }

  private boolean isTurnOf(boolean isWriter) {
    if (isSweeperDone || isWriterDone) {
      return isSweeperDone || !isWriter;
    }
    int after = writerSteps < writerAfter.size() ? writerAfter.get(writerSteps) : Integer.MAX_VALUE;
    return isWriter == (sweeperSteps >= after);
  }

  private <T> T step(boolean isWriter, Supplier<T> call) {
    await(isWriter);
    try {
      return call.get();
    } finally {
      done(isWriter);
    }
  }

  private synchronized void await(boolean isWriter) {
    try {
      while (!isTurnOf(isWriter)) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted at a step of the " + (isWriter ? "writer" : "sweeper"));
    }
  }

  private synchronized void done(boolean isWriter) {
    if (isWriter) {
      writerSteps++;
    } else {
      sweeperSteps++;
    }
    notifyAll();
  }

  ObjectStore writer(ObjectStore store) {
    return new Gated(store, true, key -> true);
  }

  /** The sweeper's calls that can see or change one of these keys. */
  ObjectStore sweeper(ObjectStore store, List<String> keys) {
    return new Gated(store, false, key -> keys.stream().anyMatch(each -> each.startsWith(key)));
  }

  private final class Gated implements ObjectStore {
    private final ObjectStore store;
    private final boolean isWriter;
    private final Predicate<String> isStep;

    private Gated(ObjectStore store, boolean isWriter, Predicate<String> isStep) {
      this.store = store;
      this.isWriter = isWriter;
      this.isStep = isStep;
    }

    private <T> T at(String key, Supplier<T> call) {
      return isStep.test(key) ? step(isWriter, call) : call.get();
    }

    @Override
    public boolean putIfAbsent(String key, ObjectContent content) {
      return at(key, () -> store.putIfAbsent(key, content));
    }

    @Override
    public Optional<InputStream> get(String key) {
      return at(key, () -> store.get(key));
    }

    @Override
    public void list(String prefix, Consumer<StoredObject> sink) {
      boolean unused =
          at(
              prefix,
              () -> {
                store.list(prefix, sink);
                return true;
              });
    }

    @Override
    public void delete(String key) {
      boolean unused =
          at(
              key,
              () -> {
                store.delete(key);
                return true;
              });
    }

    @Override
    public void close() {
      // The test keeps it.
    }
  }
}
