package dev.sagas.engine.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.Date;
import java.util.Set;
import java.util.UUID;

/**
 * What {@code core} must not do, so that the same input always gives the same decision.
 *
 * @param root the package above {@code core}
 */
record CorePurity(String root) {
  private static final Set<String> RANDOM_CLASSES =
      Set.of(
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.security.SecureRandom",
          "java.util.concurrent.ThreadLocalRandom");

  ArchRule noKafka() {
    return core()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .as("core knows no Kafka")
        .allowEmptyShould(true);
  }

  ArchRule noAvroInputOutput() {
    return core()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.avro.io..", "org.apache.avro.file..", "org.apache.avro.message..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("org\\.apache\\.avro\\..*Datum(Reader|Writer)")
        .as("core neither reads nor writes Avro")
        .allowEmptyShould(true);
  }

  ArchRule noClock() {
    return core()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .orShould()
        .accessTargetWhere(readsClock())
        .as("core reads no clock")
        .allowEmptyShould(true);
  }

  ArchRule noRandomness() {
    return core()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "make random numbers", type -> RANDOM_CLASSES.contains(type.getName())))
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.random..")
        .orShould()
        .accessTargetWhere(drawsLots())
        .as("core leaves nothing to chance")
        .allowEmptyShould(true);
  }

  ArchRule noThreads() {
    return core()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.lang\\.(Thread|ThreadLocal|ThreadGroup|Process|ProcessBuilder)")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.Timer(Task)?")
        .as("core starts and meets no threads")
        .allowEmptyShould(true);
  }

  ArchRule noLogging() {
    return core()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "ch.qos.logback..", "java.util.logging..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.lang\\.System\\$Logger.*")
        .as("core logs nothing")
        .allowEmptyShould(true);
  }

  ArchRule noInputOutput() {
    return core()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..", "java.sql..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.io\\.(File|Input|Output|Random|Print|Reader|Writer).*")
        .as("core reads and writes nothing")
        .allowEmptyShould(true);
  }

  private GivenClassesConjunction core() {
    return noClasses().that().resideInAPackage(root + ".core..");
  }

  private static DescribedPredicate<JavaAccess<?>> readsClock() {
    return DescribedPredicate.describe(
        "that tells the time",
        access ->
            isTarget(access, System.class, Set.of("currentTimeMillis", "nanoTime"))
                || isTarget(access, Date.class, Set.of("<init>"))
                || (owner(access).getPackageName().equals("java.time")
                    && access.getTarget().getName().equals("now")));
  }

  private static DescribedPredicate<JavaAccess<?>> drawsLots() {
    return DescribedPredicate.describe(
        "that draws lots",
        access ->
            isTarget(access, Math.class, Set.of("random"))
                || isTarget(access, UUID.class, Set.of("randomUUID")));
  }

  private static boolean isTarget(JavaAccess<?> access, Class<?> owner, Set<String> names) {
    return owner(access).isEquivalentTo(owner) && names.contains(access.getTarget().getName());
  }

  private static JavaClass owner(JavaAccess<?> access) {
    return access.getTargetOwner();
  }
}
