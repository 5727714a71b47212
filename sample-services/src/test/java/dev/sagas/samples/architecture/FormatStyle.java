package dev.sagas.samples.architecture;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds calls that format by the machine's locale: numbers, dates and upper case come out otherwise
 * in Turkey or Egypt.
 *
 * <ul>
 *   <li>A call with a {@code Locale} as its first argument is right.
 *   <li>So is one whose format is a literal with nothing in it that depends on a locale, such as
 *       {@code %s}.
 * </ul>
 */
final class FormatStyle {
  private static final Pattern CONVERSION =
      Pattern.compile("%(\\d+\\$)?[-#+ 0,(<]*\\d*(\\.\\d+)?([a-zA-Z%])");
  private static final String BY_LOCALE = "deEfgGtTSBHXC";

  private FormatStyle() {}

  /** True if what is formatted depends on the machine's locale, or may do so. */
  static boolean dependsOnTheLocale(MethodInvocationTree call) {
    if (!(call.getMethodSelect() instanceof MemberSelectTree method)) {
      return false;
    }
    return switch (method.getIdentifier().toString()) {
      case "formatted" -> mayDiffer(method.getExpression());
      case "printf" -> isUnsafe(call);
      case "format" -> method.getExpression().toString().equals("String") && isUnsafe(call);
      default -> false;
    };
  }

  private static boolean isUnsafe(MethodInvocationTree call) {
    ExpressionTree first = call.getArguments().get(0);
    return !first.toString().startsWith("Locale.") && mayDiffer(first);
  }

  private static boolean mayDiffer(ExpressionTree format) {
    Optional<String> text = text(format);
    return text.isEmpty() || hasConversionByLocale(text.get());
  }

  private static boolean hasConversionByLocale(String text) {
    Matcher conversions = CONVERSION.matcher(text);
    while (conversions.find()) {
      if (BY_LOCALE.contains(conversions.group(3))) {
        return true;
      }
    }
    return false;
  }

  /** The text of a literal, or of literals put together. */
  private static Optional<String> text(ExpressionTree tree) {
    if (tree instanceof LiteralTree literal) {
      return Optional.of(String.valueOf(literal.getValue()));
    }
    if (tree instanceof ParenthesizedTree inner) {
      return text(inner.getExpression());
    }
    if (tree instanceof BinaryTree both) {
      return text(both.getLeftOperand())
          .flatMap(left -> text(both.getRightOperand()).map(right -> left + right));
    }
    return Optional.empty();
  }
}
