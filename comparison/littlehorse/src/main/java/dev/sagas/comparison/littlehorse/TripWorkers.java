package dev.sagas.comparison.littlehorse;

import dev.sagas.comparison.load.TripEnd;
import dev.sagas.comparison.load.TripListener;
import dev.sagas.comparison.load.TripOrder;
import io.littlehorse.sdk.common.config.LHConfig;
import io.littlehorse.sdk.common.exception.LHTaskException;
import io.littlehorse.sdk.worker.LHTaskMethod;
import io.littlehorse.sdk.worker.LHTaskWorker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The three services as task workers that answer at once.
 *
 * <p>A saga counts as ended when its last task is carried out, before the server has recorded it:
 * that is cheaper for LittleHorse than any question to its server would be.
 */
final class TripWorkers implements AutoCloseable {
  /** How the third step is rejected. */
  static final String NO_SEAT = "no-seat";

  private final Map<String, TripListener> running = new ConcurrentHashMap<>();
  private final List<LHTaskWorker> workers;

  TripWorkers(LHConfig config) {
    this.workers =
        List.of(
            new LHTaskWorker(new BookCarTask(), TripWorkflow.BOOK_CAR, config),
            new LHTaskWorker(new BookHotelTask(), TripWorkflow.BOOK_HOTEL, config),
            new LHTaskWorker(new BookFlightTask(running), TripWorkflow.BOOK_FLIGHT, config),
            new LHTaskWorker(new CancelHotelTask(), TripWorkflow.CANCEL_HOTEL, config),
            new LHTaskWorker(new CancelCarTask(running), TripWorkflow.CANCEL_CAR, config));
  }

  void register() {
    workers.forEach(LHTaskWorker::registerTaskDef);
  }

  void start() {
    workers.forEach(LHTaskWorker::start);
  }

  void watch(TripOrder order, TripListener listener) {
    running.put(order.id(), listener);
  }

  /** Tasks may be delivered twice; a saga ends once. */
  private static void end(Map<String, TripListener> running, String tripId, TripEnd end) {
    TripListener listener = running.remove(tripId);
    if (listener != null) {
      listener.ended(end);
    }
  }

  @Override
  public void close() {
    workers.forEach(LHTaskWorker::close);
  }

  /** First step. */
  public static final class BookCarTask {
    BookCarTask() {}

    /** Books. */
    @LHTaskMethod(TripWorkflow.BOOK_CAR)
    public String book(String tripId, String traveller, String carClass, long days) {
      return "car-" + tripId;
    }
  }

  /** Second step. */
  public static final class BookHotelTask {
    BookHotelTask() {}

    /** Books. */
    @LHTaskMethod(TripWorkflow.BOOK_HOTEL)
    public String book(String tripId, String traveller, String hotel, long days) {
      return "room-" + tripId;
    }
  }

  /** Third step, the last one of a trip that completes. */
  public static final class BookFlightTask {
    private final Map<String, TripListener> running;

    BookFlightTask(Map<String, TripListener> running) {
      this.running = running;
    }

    /** Books, if there is a seat. */
    @LHTaskMethod(TripWorkflow.BOOK_FLIGHT)
    public String book(String tripId, String traveller, String flight) {
      if (TripOrder.isFull(flight)) {
        throw new LHTaskException(NO_SEAT, "no seat");
      }
      end(running, tripId, TripEnd.COMPLETED);
      return "seat-" + tripId;
    }
  }

  /** Undoes the second step. */
  public static final class CancelHotelTask {
    CancelHotelTask() {}

    /** Cancels. */
    @LHTaskMethod(TripWorkflow.CANCEL_HOTEL)
    public void cancel(String tripId) {
      // There is nothing to undo: the service answers at once.
    }
  }

  /** Undoes the first step, the last one of a trip that is undone. */
  public static final class CancelCarTask {
    private final Map<String, TripListener> running;

    CancelCarTask(Map<String, TripListener> running) {
      this.running = running;
    }

    /** Cancels. */
    @LHTaskMethod(TripWorkflow.CANCEL_CAR)
    public void cancel(String tripId) {
      end(running, tripId, TripEnd.COMPENSATED);
    }
  }
}
