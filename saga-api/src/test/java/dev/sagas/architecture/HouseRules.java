package dev.sagas.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Rules for all main code, and how the classes for them are read. */
public final class HouseRules {
  private static final String SAMPLE_RECORDS = "dev.sagas.samples.schema";

  /**
   * The only classes that may sleep: the bounded back-off of a blocking call, and a sample that
   * plays a slow airline.
   */
  private static final Set<String> SLEEPERS =
      Set.of("dev.sagas.serde.RegistryHttp", "dev.sagas.samples.trip.FlightsService");

  /** The only class that may ask for the machine's locale: it sets another one. */
  private static final Set<String> LOCALES = Set.of("dev.sagas.dev.kafka.BrokerLocale");

  private HouseRules() {}

  /** The main classes below a package: those of tests, packed or not, are left out. */
  public static JavaClasses mainClasses(String root) {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .withImportOption(location -> !location.contains("-tests.jar"))
        .importPackages(root);
  }

  /** Fixtures: classes of tests that break rules on purpose. */
  public static JavaClasses fixtures(String root) {
    return new ClassFileImporter().importPackages(root);
  }

  /**
   * The first part of a class's package below {@code root}, such as {@code core}; {@value
   * PackageRule#ROOT} for the root itself.
   */
  public static String partBelow(String root, JavaClass type) {
    if (type.getPackageName().equals(root)) {
      return PackageRule.ROOT;
    }
    String below = type.getPackageName().substring(root.length() + 1);
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }

  /**
   * The packages right below {@code root} do not use one another in a circle. The samples' records
   * count as a package of their own: they are generated, in a module below those that use them.
   */
  public static ArchRule noCyclesBelow(String root) {
    return slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getPackageName();
                if (name.startsWith(SAMPLE_RECORDS)) {
                  return SliceIdentifier.of("sample records");
                }
                return name.startsWith(root + ".")
                    ? SliceIdentifier.of(partBelow(root, type))
                    : SliceIdentifier.ignore();
              }

              @Override
              public String getDescription() {
                return "packages below " + root;
              }
            })
        .should()
        .beFreeOfCycles()
        .as("no cycles between the packages below " + root)
        .allowEmptyShould(true);
  }

  /** Nobody sleeps: waiting has a condition, and an end. */
  public static ArchRule noSleep() {
    return noClasses()
        .that(
            DescribedPredicate.describe(
                "may not sleep", type -> !SLEEPERS.contains(type.getName())))
        .should()
        .callMethodWhere(call("sleep", Thread.class).or(call("sleep", TimeUnit.class)))
        .as("no main code sleeps")
        .allowEmptyShould(true);
  }

  /** Logging goes through SLF4J. */
  public static ArchRule noJavaUtilLogging() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .as("no main code logs with java.util.logging")
        .allowEmptyShould(true);
  }

  /** Standard output is for data, and only commands write it. */
  public static ArchRule noStandardStreamsOutsideCommands() {
    return noClasses()
        .that()
        .resideOutsideOfPackages("..cli..")
        .should()
        .accessFieldWhere(standardStream())
        .as("no main code outside cli uses System.out or System.err")
        .allowEmptyShould(true);
  }

  /** Text is read and written in a charset that is named, and formatted in a named locale. */
  public static ArchRule noDefaultsOfTheMachine() {
    return noClasses()
        .that(
            DescribedPredicate.describe(
                "may ask for the locale", type -> !LOCALES.contains(type.getName())))
        .should()
        .accessTargetWhere(DefaultsOfTheMachine.used())
        .as("no main code uses the machine's locale or charset")
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaFieldAccess> standardStream() {
    return DescribedPredicate.describe(
        "System.out or System.err",
        access ->
            targets(access.getTarget(), "out", System.class)
                || targets(access.getTarget(), "err", System.class));
  }

  private static DescribedPredicate<JavaMethodCall> call(String method, Class<?> owner) {
    return DescribedPredicate.describe(
        "a call of " + owner.getSimpleName() + "." + method,
        access -> targets(access.getTarget(), method, owner));
  }

  private static boolean targets(AccessTarget target, String name, Class<?> owner) {
    return target.getName().equals(name) && target.getOwner().isEquivalentTo(owner);
  }
}
