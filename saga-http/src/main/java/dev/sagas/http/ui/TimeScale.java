package dev.sagas.http.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where an instant is in a drawing: time runs from left to right, and stretches in which nothing
 * moved all have the same small width, whatever their length.
 *
 * <ul>
 *   <li>A stretch is only collapsed if it would be wider otherwise.
 * </ul>
 */
final class TimeScale {
  /** The width of a collapsed stretch. */
  static final double IDLE_WIDTH = 56;

  private static final double LEAST_SHARE = 0.3;

  private final List<Piece> pieces = new ArrayList<>();
  private final double left;

  /** A stretch of time and where it is drawn. */
  private record Piece(long fromMs, long toMs, double x, double width) {}

  private TimeScale(double left) {
    this.left = left;
  }

  /** The scale of a timeline between two places. */
  static TimeScale of(TimelineModel model, double left, double width) {
    List<TimelineModel.Idle> idle = collapsed(model, width);
    long idleMs = idle.stream().mapToLong(stretch -> stretch.toMs() - stretch.fromMs()).sum();
    long activeMs = Math.max(1, model.toMs() - model.fromMs() - idleMs);
    double perMs = Math.max(0, width - IDLE_WIDTH * idle.size()) / activeMs;
    TimeScale scale = new TimeScale(left);
    long atMs = model.fromMs();
    for (TimelineModel.Idle stretch : idle) {
      scale.add(atMs, stretch.fromMs(), (stretch.fromMs() - atMs) * perMs);
      scale.add(stretch.fromMs(), stretch.toMs(), IDLE_WIDTH);
      atMs = stretch.toMs();
    }
    scale.add(atMs, model.toMs(), (model.toMs() - atMs) * perMs);
    return scale;
  }

  /** The stretches that are worth it, in order, without those that overlap an earlier one. */
  static List<TimelineModel.Idle> collapsed(TimelineModel model, double width) {
    long totalMs = Math.max(1, model.toMs() - model.fromMs());
    int most = (int) (width * (1 - LEAST_SHARE) / IDLE_WIDTH);
    List<TimelineModel.Idle> longest =
        model.idle().stream()
            .filter(idle -> width * (idle.toMs() - idle.fromMs()) / totalMs > IDLE_WIDTH)
            .filter(idle -> idle.fromMs() >= model.fromMs() && idle.toMs() <= model.toMs())
            .sorted(
                Comparator.comparingLong((TimelineModel.Idle idle) -> idle.fromMs() - idle.toMs()))
            .limit(most)
            .sorted(Comparator.comparingLong(TimelineModel.Idle::fromMs))
            .toList();
    List<TimelineModel.Idle> apart = new ArrayList<>();
    long endMs = model.fromMs();
    for (TimelineModel.Idle idle : longest) {
      if (idle.fromMs() >= endMs) {
        apart.add(idle);
        endMs = idle.toMs();
      }
    }
    return apart;
  }

  private void add(long fromMs, long toMs, double width) {
    Piece before = pieces.isEmpty() ? new Piece(0, 0, left, 0) : pieces.get(pieces.size() - 1);
    pieces.add(new Piece(fromMs, toMs, before.x() + before.width(), width));
  }

  /** Where an instant is; one before the beginning or after the end is at the edge. */
  double x(long atMs) {
    for (Piece piece : pieces) {
      if (atMs <= piece.toMs()) {
        long length = Math.max(1, piece.toMs() - piece.fromMs());
        double share = Math.max(0, (double) (atMs - piece.fromMs()) / length);
        return piece.x() + Math.min(1, share) * piece.width();
      }
    }
    Piece last = pieces.get(pieces.size() - 1);
    return last.x() + last.width();
  }
}
