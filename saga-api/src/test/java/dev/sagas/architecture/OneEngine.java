package dev.sagas.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;

/**
 * A transition is decided, encoded and refused in one place, the engine: everything that runs sagas
 * calls it, so that a test kit or a simulator cannot differ from production.
 */
public final class OneEngine {
  private static final String ENGINE = "dev.sagas.engine";
  private static final String WIRE = ENGINE + ".wire";
  private static final String CORE = ENGINE + ".core";

  /** What makes a transition's bytes, and what refuses an input. */
  private static final Map<String, Set<String>> ENCODERS =
      Map.of(
          WIRE + ".JournalCodec", Set.of("encode"),
          WIRE + ".CheckpointCodec", Set.of("encode"),
          WIRE + ".OutputWriter", Set.of("command", "outcome", "journal", "refused", "answer"));

  private static final Map<String, Set<String>> DECIDERS =
      Map.of(CORE + ".SagaDecider", Set.of("decide", "incident"));

  /** Digests a state by its checkpoint's bytes, to compare it with another; nothing is stored. */
  private static final Set<String> MAY_ENCODE = Set.of("dev.sagas.audit.StateDigest");

  /**
   * Decide recorded inputs again, to compare with what was journaled; decide what nobody sent, to
   * preview it. Nothing is written.
   */
  private static final Set<String> MAY_DECIDE =
      Set.of(ENGINE + ".journal.DecisionReplay", "dev.sagas.operate.why.PreviewDecider");

  private OneEngine() {}

  /** Nobody else encodes a transition or an answer. */
  public static ArchRule encodes() {
    return rule("encodes a transition", ENCODERS, MAY_ENCODE);
  }

  /** Nobody else decides. */
  public static ArchRule decides() {
    return rule("decides", DECIDERS, MAY_DECIDE);
  }

  private static ArchRule rule(
      String what, Map<String, Set<String>> methods, Set<String> exceptions) {
    return noClasses()
        .that(outside(exceptions))
        .should()
        .accessTargetWhere(isAmong(methods))
        .as("nobody but the engine " + what)
        .allowEmptyShould(true);
  }

  /** The owners themselves may, and what they are made of. */
  private static DescribedPredicate<JavaClass> outside(Set<String> exceptions) {
    return DescribedPredicate.describe(
        "are outside of the engine",
        type ->
            !type.getPackageName().equals(ENGINE)
                && !type.getPackageName().equals(WIRE)
                && !type.getPackageName().equals(CORE)
                && !exceptions.contains(type.getName()));
  }

  private static DescribedPredicate<JavaAccess<?>> isAmong(Map<String, Set<String>> methods) {
    return DescribedPredicate.describe(
        "is the engine's alone",
        access ->
            methods
                .getOrDefault(access.getTargetOwner().getName(), Set.of())
                .contains(access.getTarget().getName()));
  }
}
