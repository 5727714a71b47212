package dev.sagas.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The package table of one module: every row holds for the real classes, and a fixture for each row
 * proves that it can fail.
 *
 * <ul>
 *   <li>Fixtures are classes whose name begins with {@code Bad}, in the packages of the table below
 *       {@code <root>.architecture.bad}.
 * </ul>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PackageTableContract {
  private final String root;
  private final List<PackageRule> table;
  private final Set<String> withoutRow;
  private final JavaClasses real;

  /** Classes that break the rules on purpose. */
  protected final JavaClasses fixtures;

  /** A table below this root. The packages without a row may use everything. */
  protected PackageTableContract(String root, List<PackageRule> table, Set<String> withoutRow) {
    this.root = root;
    this.table = List.copyOf(table);
    this.withoutRow = Set.copyOf(withoutRow);
    this.real = HouseRules.mainClasses(root);
    this.fixtures = HouseRules.fixtures(bad());
  }

  private String bad() {
    return root + ".architecture.bad";
  }

  Stream<PackageRule> table() {
    return table.stream();
  }

  Stream<ArchRule> rulesForEverything() {
    return Stream.of(
        HouseRules.noCyclesBelow(root),
        OneEngine.encodes(),
        OneEngine.decides(),
        HouseRules.noSleep(),
        HouseRules.noJavaUtilLogging(),
        HouseRules.noStandardStreamsOutsideCommands(),
        HouseRules.noDefaultsOfTheMachine());
  }

  @ParameterizedTest
  @MethodSource("table")
  void shouldUseOnlyAllowedPackagesWhenRowIsApplied(PackageRule row) {
    row.below(root).check(real);
  }

  @ParameterizedTest
  @MethodSource("table")
  void shouldFindForbiddenUseWhenFixtureBreaksRow(PackageRule row) {
    assertThat(violations(row.below(bad())))
        .anyMatch(violation -> violation.contains(row.badClass(bad())));
  }

  @Test
  void shouldHaveRowForEveryPackageWhenClassesAreImported() {
    // when
    Set<String> withRow = Set.copyOf(table.stream().map(PackageRule::name).toList());

    // then
    assertThat(real).isNotEmpty();
    assertThat(real.stream().map(type -> HouseRules.partBelow(root, type)))
        .allMatch(part -> withRow.contains(part) || withoutRow.contains(part));
    assertThat(real.stream().map(type -> HouseRules.partBelow(root, type))).containsAll(withRow);
  }

  @ParameterizedTest
  @MethodSource("rulesForEverything")
  void shouldHoldWhenRuleForEverythingIsApplied(ArchRule rule) {
    rule.check(real);
  }

  /** What a rule finds in the fixtures. */
  protected List<String> violations(ArchRule rule) {
    return rule.evaluate(fixtures).getFailureReport().getDetails();
  }
}
