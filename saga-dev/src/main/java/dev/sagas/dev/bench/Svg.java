package dev.sagas.dev.bench;

import java.util.Locale;

/** A picture that is made of a few shapes, for a page that needs nothing from elsewhere. */
final class Svg {
  private final StringBuilder shapes = new StringBuilder();
  private final int width;
  private final int height;

  Svg(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** A corner with a size. */
  record Box(double left, double top, double width, double height) {}

  Svg box(Box box, String color, String title) {
    return add(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s</title></rect>",
        box.left, box.top, Math.max(0, box.width), Math.max(0, box.height), color, escaped(title));
  }

  /** A thin line from the box's corner to the opposite one. */
  Svg line(Box box, String color) {
    return add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"1.5\"/>",
        box.left, box.top, box.left + box.width, box.top + box.height, color);
  }

  /** Text that begins, or ends if it is anchored there, at a point. */
  Svg text(double left, double base, String anchor, String text) {
    return add(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        left, base, anchor, escaped(text));
  }

  private Svg add(String form, Object... values) {
    shapes.append(String.format(Locale.ROOT, form, values)).append('\n');
    return this;
  }

  /** The whole element. */
  String element(String label) {
    return String.format(
        Locale.ROOT,
        "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">%n%s</svg>",
        width,
        height,
        width,
        height,
        escaped(label),
        shapes);
  }

  /** Text as it is written in HTML. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
