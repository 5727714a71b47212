package dev.sagas.cli.starter;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * What a new project is called, and how its names replace those of the starter project.
 *
 * <ul>
 *   <li>A package has at least two parts in lower case, none of them a word of the Java language.
 *   <li>A name is one or more words of lower-case letters and digits, joined by hyphens, with at
 *       most {@value #MAX_NAME} characters.
 *   <li>Anything else throws {@link IllegalArgumentException}.
 * </ul>
 *
 * @param packageName takes the place of {@code com.example.shop}
 * @param name takes the place of {@code shop}, and of {@code Shop} where a class name begins
 */
record ProjectNames(String packageName, String name) {
  private static final int MAX_NAME = 40;
  private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern OLD_NAMES =
      Pattern.compile("com\\.example\\.shop|com/example/shop|\\bshop\\b|\\bShop(?=[A-Z])");

  /** Whose classes a definition gets from the orchestrator or the JDK. */
  private static final List<String> TAKEN =
      List.of("dev.sagas", "java", "javax", "org.apache.avro");

  ProjectNames {
    if (!PACKAGE.matcher(packageName).matches() || !SourceVersion.isName(packageName)) {
      throw new IllegalArgumentException(
          "Expected a package such as com.acme.orders, in lower case and without words of the Java"
              + " language, but got '"
              + packageName
              + "'");
    }
    for (String taken : TAKEN) {
      if ((packageName + ".").startsWith(taken + ".")) {
        throw new IllegalArgumentException(
            "Expected a package of your own, but " + packageName + " belongs to " + taken);
      }
    }
    if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Expected a name such as orders or order-desk, of lower-case letters, digits and single"
              + " hyphens and with at most "
              + MAX_NAME
              + " characters, but got '"
              + name
              + "'");
    }
  }

  /** The text or path with all names of the starter project replaced, each once. */
  String rename(String text) {
    Map<String, String> names =
        Map.of(
            "com.example.shop",
            packageName,
            "com/example/shop",
            packageName.replace('.', '/'),
            "shop",
            name,
            "Shop",
            classPrefix());
    return OLD_NAMES
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(names.getOrDefault(found.group(), "")));
  }

  /** Each word of the name with a capital: {@code OrderDesk} of {@code order-desk}. */
  private String classPrefix() {
    StringBuilder prefix = new StringBuilder();
    for (String word : name.split("-", -1)) {
      prefix.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return prefix.toString();
  }
}
