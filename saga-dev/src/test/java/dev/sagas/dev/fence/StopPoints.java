package dev.sagas.dev.fence;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * Where a participant stops by signal 19: each command waits at its point until the others have
 * reached theirs, so that all are in hand then. When the process is continued, so are they.
 *
 * @param points of commands that can be in hand at once
 */
record StopPoints(List<CrashPoint> points) {
  /** What the process prints in front of the id of a saga whose command it holds. */
  static final String HELD = "holds ";

  private static final String PREFIX = "stop:";
  private static final Set<CrashPoint> AWAITED = ConcurrentHashMap.newKeySet();
  private static final CountDownLatch CONTINUED = new CountDownLatch(1);

  StopPoints {
    points = List.copyOf(points);
  }

  static boolean isOne(String text) {
    return text.startsWith(PREFIX);
  }

  static StopPoints parse(String text) {
    return new StopPoints(
        Arrays.stream(text.substring(PREFIX.length()).split(";", -1))
            .map(CrashPoint::parse)
            .toList());
  }

  String text() {
    return PREFIX + points.stream().map(CrashPoint::text).collect(Collectors.joining(";"));
  }

  static void use(StopPoints stops) {
    AWAITED.addAll(stops.points());
  }

  /** Waits for the other points if this is one, and returns when the process was continued. */
  static void reached(CrashPoint point) {
    if (!AWAITED.remove(point)) {
      return;
    }
    System.out.println(HELD + point.sagaId());
    try {
      if (AWAITED.isEmpty()) {
        StoppedProcess.stop(ProcessHandle.current().pid());
        CONTINUED.countDown();
      } else {
        CONTINUED.await();
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("Expected to be stopped and continued at " + point, e);
    }
  }
}
