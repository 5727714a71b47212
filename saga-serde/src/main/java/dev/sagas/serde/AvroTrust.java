package dev.sagas.serde;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * The packages whose generated classes Avro may load. The rule is global to the JVM.
 *
 * <ul>
 *   <li>{@code dev.sagas} is trusted as soon as this class is used; packages below a trusted one
 *       are trusted too.
 *   <li>Packages that Avro trusts by other means, such as {@code
 *       org.apache.avro.SERIALIZABLE_PACKAGES}, stay trusted.
 *   <li>Trust can only be added; trust in a class loader ends with the loader.
 * </ul>
 */
public final class AvroTrust {
  /** Configuration key: packages to trust, joined by commas. */
  public static final String PACKAGES_CONFIG = "saga.avro.trusted.packages";

  private static final Set<String> PREFIXES = ConcurrentHashMap.newKeySet();
  private static final Set<ClassLoader> LOADERS =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  static {
    PREFIXES.add("dev.sagas.");
    ClassSecurityValidator.setGlobal(new Rule(ClassSecurityValidator.getGlobal()));
  }

  private AvroTrust() {}

  /** Trusts packages and those below them. */
  public static void allow(Collection<String> packagePrefixes) {
    for (String prefix : packagePrefixes) {
      String name = prefix.strip();
      if (!name.matches("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*\\.?")) {
        throw new IllegalArgumentException(
            "Expected " + PACKAGES_CONFIG + " to hold Java packages, but got '" + prefix + "'");
      }
      PREFIXES.add(name.endsWith(".") ? name : name + ".");
    }
  }

  /**
   * Trusts every class that this loader defines: an application that runs its code already trusts
   * it.
   */
  public static void allow(ClassLoader loader) {
    LOADERS.add(loader);
  }

  /** Trusts what {@link #PACKAGES_CONFIG} lists, and {@code dev.sagas}. */
  static void configure(Map<String, ?> config) {
    allow(
        RegistryConfig.string(config, PACKAGES_CONFIG).stream()
            .flatMap(listed -> Stream.of(listed.split(",", -1)))
            .filter(name -> !name.isBlank())
            .toList());
  }

  private record Rule(ClassSecurityPredicate before) implements ClassSecurityPredicate {
    @Override
    public boolean isTrusted(Class<?> type) {
      if (before.isTrusted(type) || isOfTrustedLoader(type)) {
        return true;
      }
      String name = type.getName();
      return PREFIXES.stream().anyMatch(name::startsWith);
    }

    private static boolean isOfTrustedLoader(Class<?> type) {
      ClassLoader loader = type.getClassLoader(); // null for the JDK's own classes
      return loader != null && LOADERS.contains(loader);
    }

    @Override
    public void forbiddenClass(String className) {
      int dot = className.lastIndexOf('.');
      throw new SecurityException(
          """
          Expected class %s to be in a trusted package, but it is not: add its package to %s \
          (now: %s), for example %s=%s\
          """
              .formatted(
                  className,
                  PACKAGES_CONFIG,
                  String.join(",", PREFIXES),
                  PACKAGES_CONFIG,
                  dot < 0 ? className : className.substring(0, dot)));
    }
  }
}
