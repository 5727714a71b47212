package dev.sagas.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.ByteArrayOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.text.DecimalFormat;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Scanner;
import java.util.Set;

/**
 * What the JDK does by the machine's locale or charset, if it is not given one: such code behaves
 * otherwise in Turkey, Egypt, or a container without a locale.
 */
final class DefaultsOfTheMachine {
  private static final String CONSTRUCTOR = "<init>";
  private static final Map<Class<?>, Set<String>> UNSAFE =
      Map.ofEntries(
          Map.entry(String.class, Set.of(CONSTRUCTOR, "toLowerCase", "toUpperCase", "getBytes")),
          Map.entry(ByteArrayOutputStream.class, Set.of("toString")),
          Map.entry(Charset.class, Set.of("defaultCharset")),
          Map.entry(FileReader.class, Set.of(CONSTRUCTOR)),
          Map.entry(FileWriter.class, Set.of(CONSTRUCTOR)),
          Map.entry(InputStreamReader.class, Set.of(CONSTRUCTOR)),
          Map.entry(OutputStreamWriter.class, Set.of(CONSTRUCTOR)),
          Map.entry(PrintStream.class, Set.of(CONSTRUCTOR)),
          Map.entry(PrintWriter.class, Set.of(CONSTRUCTOR)),
          Map.entry(Scanner.class, Set.of(CONSTRUCTOR)),
          Map.entry(Properties.class, Set.of("load", "store")),
          Map.entry(Locale.class, Set.of("getDefault")),
          Map.entry(DecimalFormat.class, Set.of(CONSTRUCTOR)),
          Map.entry(MessageFormat.class, Set.of(CONSTRUCTOR, "format")),
          Map.entry(SimpleDateFormat.class, Set.of(CONSTRUCTOR)),
          Map.entry(
              NumberFormat.class,
              Set.of(
                  "getInstance", "getIntegerInstance", "getNumberInstance", "getPercentInstance")),
          Map.entry(
              DateTimeFormatter.class,
              Set.of("ofPattern", "ofLocalizedDate", "ofLocalizedTime", "ofLocalizedDateTime")));

  /** One of these makes a call safe: it says how text is read or written. */
  private static final List<Class<?>> NAMED =
      List.of(Charset.class, Locale.class, CharsetEncoder.class);

  /** Constructors that take characters, not bytes. */
  private static final Set<String> OF_CHARACTERS =
      Set.of("java.io.Writer", "java.lang.String", "[C", "java.lang.StringBuilder", "[I");

  private DefaultsOfTheMachine() {}

  static DescribedPredicate<JavaAccess<?>> used() {
    return DescribedPredicate.describe(
        "the machine's locale or charset",
        access ->
            access.getTarget() instanceof CodeUnitAccessTarget target
                && isUnsafe(target)
                && !isNamed(target));
  }

  private static boolean isUnsafe(CodeUnitAccessTarget target) {
    return UNSAFE.entrySet().stream()
        .anyMatch(
            entry ->
                target.getOwner().isEquivalentTo(entry.getKey())
                    && entry.getValue().contains(target.getName()));
  }

  private static boolean isNamed(CodeUnitAccessTarget target) {
    List<JavaClass> parameters = target.getRawParameterTypes();
    boolean byName =
        parameters.stream().anyMatch(type -> NAMED.stream().anyMatch(type::isEquivalentTo));
    return byName || isOfCharacters(target, parameters);
  }

  private static boolean isOfCharacters(CodeUnitAccessTarget target, List<JavaClass> parameters) {
    if (target.getOwner().isEquivalentTo(Properties.class)) {
      return parameters.stream()
          .noneMatch(
              type ->
                  type.isEquivalentTo(InputStream.class)
                      || type.isEquivalentTo(OutputStream.class));
    }
    boolean makesText =
        target.getOwner().isEquivalentTo(String.class)
            || target.getOwner().isEquivalentTo(PrintWriter.class);
    return makesText
        && target.getName().equals(CONSTRUCTOR)
        && (parameters.isEmpty() || OF_CHARACTERS.contains(parameters.get(0).getName()));
  }
}
