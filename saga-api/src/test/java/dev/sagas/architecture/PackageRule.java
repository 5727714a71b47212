package dev.sagas.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;

/**
 * One row of the package table: a package below a root, and everything that it may use.
 *
 * <ul>
 *   <li>The package itself and the JDK are always allowed, and so are null annotations.
 *   <li>The root is a parameter, so that the same row runs on the real packages and on fixtures.
 *   <li>The name {@value #ROOT} is the root itself, without the packages below it.
 * </ul>
 *
 * @param name the package, relative to the root
 * @param neighbours packages that it may use, relative to the root
 * @param libraries packages that it may use, as absolute patterns
 */
public record PackageRule(String name, List<String> neighbours, List<String> libraries) {
  /** The root package itself. */
  public static final String ROOT = ".";

  public PackageRule {
    neighbours = List.copyOf(neighbours);
    libraries = List.copyOf(libraries);
  }

  /** Begins a row. */
  public static PackageRule of(String name, String... neighbours) {
    return new PackageRule(name, List.of(neighbours), List.of());
  }

  /** The same row with more libraries. */
  public PackageRule and(String... more) {
    List<String> all = new ArrayList<>(libraries);
    all.addAll(List.of(more));
    return new PackageRule(name, neighbours, all);
  }

  /** The row as a rule for the packages below {@code root}. Holds where the package is empty. */
  public ArchRule below(String root) {
    List<String> allowed = new ArrayList<>(libraries);
    allowed.addAll(List.of("java..", "javax.net.ssl..", "javax.sql..", "org.jspecify.."));
    allowed.add(pattern(root, name));
    for (String neighbour : neighbours) {
      allowed.add(pattern(root, neighbour));
    }
    return classes()
        .that()
        .resideInAPackage(pattern(root, name))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed.toArray(String[]::new))
        .as(name + " uses only " + neighbours + " and its libraries " + libraries)
        .allowEmptyShould(true);
  }

  private static String pattern(String root, String below) {
    return below.equals(ROOT) ? root : root + "." + below + "..";
  }

  /** How the name of a class that breaks the row begins, as a fixture. */
  String badClass(String root) {
    return name.equals(ROOT) ? root + ".Bad" : root + "." + name + ".Bad";
  }

  @Override
  public String toString() {
    return name;
  }
}
