package dev.sagas.samples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The house style as a test over all modules, and a fixture for each rule that breaks it. */
class StyleTest {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final String DOC = "/** Says what it is. */\n";

  private static final List<Pattern> EXEMPT =
      List.of(
          // A table of properties, one below the other.
          Pattern.compile("/PropertyTable.java:\\d+ \\w+ has \\d+ lines"));

  @TempDir Path fixtures;

  @BeforeEach
  void describePackage() throws IOException {
    main("package-info", "/** For readers of the style test. */\npackage p;\n");
  }

  @Test
  void shouldFollowTheStyleWhenRepositoryIsRead() {
    // given
    Sources sources = new Sources(REPOSITORY);

    // then
    assertThat(sources.javaFiles()).hasSizeGreaterThan(50);
    assertThat(sources.violations()).filteredOn(StyleTest::isNotExempt).isEmpty();
  }

  @Test
  void shouldAcceptWhenNothingIsWrong() throws IOException {
    // given
    main("Order", DOC + "public record Order(int a, int b, int c, int d, int e) {}\n");

    // then
    assertThat(new Sources(fixtures).violations()).isEmpty();
  }

  @Test
  void shouldFindFileWhenItIsTooLong() throws IOException {
    main("Order", DOC + "public record Order() {}\n" + "\n".repeat(297));
    assertOnlyViolation("Order.java:1 has 300 lines, but 299 are allowed");
  }

  @Test
  void shouldFindTestFileWhenItIsTooLong() throws IOException {
    write(
        "m/src/test/java/p/OrderTest.java", "package p;\nclass OrderTest {}\n" + "\n".repeat(398));
    assertOnlyViolation("OrderTest.java:1 has 400 lines, but 399 are allowed");
  }

  @Test
  void shouldFindMethodWhenItIsTooLong() throws IOException {
    main("Order", "class Order {\n  void pay() {\n" + "    pay();\n".repeat(38) + "  }\n}\n");
    assertOnlyViolation("Order.java:3 pay has 40 lines: too many");
  }

  @Test
  void shouldFindMethodWhenItHasTooManyParameters() throws IOException {
    main("Order", "class Order {\n  void pay(int a, int b, int c, int d, int e) {}\n}\n");
    assertOnlyViolation("Order.java:3 pay has 5 parameters: too many");
  }

  @Test
  void shouldFindConstructorWhenItHasTooManyParameters() throws IOException {
    main("Order", "class Order {\n  Order(int a, int b, int c, int d, int e) {}\n}\n");
    assertOnlyViolation("Order.java:3 <init> has 5 parameters: too many");
  }

  @Test
  void shouldAcceptManyParametersWhenSignatureIsSomebodyElses() throws IOException {
    // given
    main("Order", "class Order {\n  @Override void pay(int a, int b, int c, int d, int e) {}\n}\n");

    // then
    assertThat(new Sources(fixtures).violations()).isEmpty();
  }

  @Test
  void shouldFindCommentWhenItLeavesWorkForLater() throws IOException {
    main("Order", "class Order {\n  // TO" + "DO pay\n}\n");
    assertOnlyViolation("Order.java:3 leaves something for later");
  }

  @Test
  void shouldFindNameWhenItSaysNothing() throws IOException {
    main("OrderManager", "class OrderManager {}\n");
    assertOnlyViolation("OrderManager.java:2 OrderManager has a name that says nothing");
  }

  @Test
  void shouldFindPublicTypeWhenItHasNoJavadoc() throws IOException {
    main("Order", "public class Order {}\n");
    assertOnlyViolation("Order.java:2 Order is public and needs javadoc");
  }

  @Test
  void shouldFindNestedPublicTypeWhenItHasNoJavadoc() throws IOException {
    main("Order", DOC + "public class Order {\n  public record Line() {}\n}\n");
    assertOnlyViolation("Order.java:4 Line is public and needs javadoc");
  }

  @Test
  void shouldFindPackageWhenItIsNotDescribed() throws IOException {
    main("package-info", "/** TBD. */\npackage p;\n");
    assertOnlyViolation("package-info.java:1 must say what the package is for");
  }

  @Test
  void shouldFindPackageWhenItHasNoPackageInfo() throws IOException {
    write("m/src/main/java/q/Order.java", "package q;\nclass Order {}\n");
    assertOnlyViolation("q/package-info.java:1 is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"%d of %s\".formatted(1, 2)",
        "(\"%s \" + \"%5.1f\").formatted(1, 2)",
        "FORM.formatted(1)",
        "String.format(\"%,d\", 1)",
        "String.format(FORM, 1)",
        "String.format(\"%S\", \"i\")",
        "out.printf(\"%02d%n\", 1)",
        "\"%1$tY\".formatted(now)"
      })
  void shouldFindCallWhenItFormatsByTheMachinesLocale(String call) throws IOException {
    main("Order", "class Order {\n  Object pay() {\n    return " + call + ";\n  }\n}\n");
    assertOnlyViolation("Order.java:4 formats by the machine's locale");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"%s and %-9s, %x%%%n\".formatted(1, 2, 3)",
        "String.format(Locale.ROOT, \"%,d\", 1)",
        "String.format(Locale.ROOT, FORM, 1)",
        "out.printf(Locale.ROOT, \"%d\", 1)",
        "String.format(\"%s %b\", 1, true)",
        "clock.format(now)"
      })
  void shouldAcceptCallWhenItFormatsTheSameEverywhere(String call) throws IOException {
    main("Order", "class Order {\n  Object pay() {\n    return " + call + ";\n  }\n}\n");
    assertThat(new Sources(fixtures).violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Paid.valueOf(open.name())", "p.Paid.valueOf(order.state().name())"})
  void shouldFindCallWhenItBridgesEnumsByName(String call) throws IOException {
    main("Order", "class Order {\n  Object pay() {\n    return " + call + ";\n  }\n}\n");
    assertOnlyViolation("Order.java:4 bridges two enums by name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Paid.valueOf(row.getString(2))", "String.valueOf(order.name)"})
  void shouldAcceptCallWhenItReadsAnEnumFromText(String call) throws IOException {
    main("Order", "class Order {\n  Object pay() {\n    return " + call + ";\n  }\n}\n");
    assertThat(new Sources(fixtures).violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"made instanceof SagaEvent.Ended", "made instanceof Outcome.Write write"})
  void shouldFindQuestionWhenItPassesByTheVisitor(String question) throws IOException {
    main(
        "Order",
        "class Order {\n  boolean pay(Object made) {\n    return " + question + ";\n  }\n}\n");
    assertOnlyViolation("Order.java:4 asks for one of the engine's alternatives");
  }

  @Test
  void shouldAcceptQuestionWhenTypeIsForeign() throws IOException {
    main(
        "Order",
        "class Order {\n  boolean pay(Object made) {\n    return made instanceof java.io.IOException;\n  }\n}\n");
    assertThat(new Sources(fixtures).violations()).isEmpty();
  }

  private static boolean isNotExempt(String violation) {
    return EXEMPT.stream().noneMatch(exempt -> exempt.matcher(violation).find());
  }

  private void assertOnlyViolation(String expected) {
    assertThat(new Sources(fixtures).violations()).singleElement().asString().contains(expected);
  }

  private void main(String type, String text) throws IOException {
    String header = type.equals("package-info") ? "" : "package p;\n";
    write("m/src/main/java/p/" + type + ".java", header + text);
  }

  private void write(String file, String text) throws IOException {
    Path path = fixtures.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
