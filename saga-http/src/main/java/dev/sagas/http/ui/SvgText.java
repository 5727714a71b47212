package dev.sagas.http.ui;

import java.util.Locale;

/**
 * Writes SVG. All text that comes from elsewhere is escaped here; shapes are coloured by classes of
 * the style sheet, because the pages' policy allows no styles of their own.
 */
final class SvgText {
  private final StringBuilder out = new StringBuilder();

  /** Begins a drawing; {@code label} says for those who cannot see it what it shows. */
  static SvgText drawing(int width, int height, String name, String label) {
    SvgText svg = new SvgText();
    svg.out.append(
        "<svg class=\"%s\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\" role=\"group\" aria-label=\"%s\">"
            .formatted(name, width, height, width, height, escaped(label)));
    return svg;
  }

  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(character < ' ' ? ' ' : character);
              }
            });
    return escaped.toString();
  }

  /** Text cut to so many characters. */
  static String cut(String text, int maxChars) {
    return text.length() <= maxChars ? text : text.substring(0, maxChars - 1) + "…";
  }

  SvgText rect(String name, Box box) {
    out.append("<rect class=\"").append(name).append("\" rx=\"3\" ").append(box).append("/>");
    return this;
  }

  /** A rectangle with an explanation that appears when it is pointed at. */
  SvgText rect(String name, Box box, String title) {
    out.append("<rect class=\"").append(name).append("\" rx=\"3\" ").append(box).append('>');
    out.append("<title>").append(escaped(title)).append("</title></rect>");
    return this;
  }

  SvgText line(String name, double x1, double y1, Point to) {
    out.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
            .formatted(name, number(x1), number(y1), number(to.x()), number(to.y())));
    return this;
  }

  SvgText text(String name, double x, double y, String text) {
    out.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
            .formatted(name, number(x), number(y), escaped(text)));
    return this;
  }

  SvgText polyline(String name, String points) {
    out.append("<polyline class=\"%s\" points=\"%s\"/>".formatted(name, points));
    return this;
  }

  /** Begins a link around what follows. */
  SvgText link(String url) {
    out.append("<a href=\"").append(escaped(url)).append("\">");
    return this;
  }

  SvgText endLink() {
    out.append("</a>");
    return this;
  }

  String end() {
    return out.append("</svg>").toString();
  }

  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** Where something is. */
  record Point(double x, double y) {}

  /** A place and a size. */
  record Box(double x, double y, double width, double height) {
    @Override
    public String toString() {
      return "x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\""
          .formatted(number(x), number(y), number(width), number(height));
    }
  }
}
