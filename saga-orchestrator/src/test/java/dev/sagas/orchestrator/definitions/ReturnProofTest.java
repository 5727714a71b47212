package dev.sagas.orchestrator.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.audit.ThreeStepTrip;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.definitions.DescribedSaga;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of which functions it is proved that they return, from their class files. */
class ReturnProofTest {
  /** Functions that return, and can be seen to. */
  private static final List<Shape> RETURNING =
      List.of(
          new Shape("Straight", "data.getNote()"),
          new Shape("Text", "\"seat \" + data.getSeats() + \" of \" + data.getBookingId()"),
          new Shape("Choice", "data.getSeats() > 2 ? \"many\" : data.getNote().strip()"),
          new Shape("Called", "note(data)")
              .with("static String note(BookingData d) { return upper(d.getNote()); }")
              .with(
                  "static String upper(String s) { return s.toUpperCase(java.util.Locale.ROOT); }"),
          new Shape("Switching", "note(data.getSeatKind())")
              .with(
                  """
                  static String note(SeatKind kind) {
                    switch (kind) { case STALL: return "s"; case BOX: return "b"; default: return "o"; }
                  }"""),
          new Shape("SwitchingText", "note(data.getNote())")
              .with(
                  """
                  static String note(String text) {
                    return switch (text) { case "a" -> "1"; case "b" -> "2"; default -> text; };
                  }"""),
          new Shape("OwnRecord", "note(new Pair(data.getNote(), data.getSeats()))")
              .with("record Pair(String text, int seats) {}")
              .with(
                  """
                  static String note(Object o) {
                    return o instanceof Pair p && p.seats() > 1 ? p.text() + p : "none";
                  }"""),
          new Shape("Finally", "note(data)")
              .with(
                  """
                  static String note(BookingData data) {
                    StringBuilder text = new StringBuilder("a");
                    try {
                      text.append(Integer.parseInt(data.getNote()));
                    } catch (NumberFormatException e) {
                      text.append(e.getMessage());
                    } finally {
                      text.append("b");
                    }
                    return text.toString();
                  }"""),
          new Shape("Throwing", "note(data)")
              .with(
                  """
                  static class TooMany extends RuntimeException {
                    TooMany(String text) { super(text); }
                  }
                  static String note(BookingData data) {
                    if (data.getSeats() > 9) { throw new TooMany("no " + data.getSeats()); }
                    return "";
                  }"""),
          new Shape(
              "Streaming",
              """
              data.getRows().stream().filter(row -> row.getSeats() > 1).map(SeatRow::getRowName) \
              .sorted(java.util.Comparator.reverseOrder()) \
              .collect(java.util.stream.Collectors.joining(","))"""),
          new Shape("Nested", "data.getRows().stream().map(row -> note(row)).toList().toString()")
              .with(
                  """
                  static String note(SeatRow r) {
                    return java.util.stream.Stream.of(r).map(SeatRow::getRowName).findFirst().get();
                  }"""),
          new Shape("Optionally", "java.util.Optional.ofNullable(data.getNote()).orElse(\"\")"),
          new Shape("Built", "HoldSeats.newBuilder().setNote(\"a\").build().getNote()"),
          new Shape(
              "Copied", "HoldSeats.newBuilder(new HoldSeats(\"a\", \"b\")).build().getNote()"),
          new Shape("Helping", "Rows.note(data)"),
          new Shape("Dispatching", "new Rows.Short().text(data) + data.getNote()"),
          new Shape("OwnInterface", "note(data, d -> d.getNote())")
              .with("interface Note { String of(BookingData data); }")
              .with("static String note(BookingData d, Note n) { return n.of(d); }"),
          new Shape("Timely", "java.time.Instant.ofEpochMilli(5).plusSeconds(3).toString()"),
          new Shape("Identified", "java.util.UUID.fromString(data.getNote()).toString()"));

  /** Functions that do not return, or cannot be seen to, and the reason that is given. */
  private static final List<Shape> OTHERS =
      List.of(
          new Shape("LoopInLambda", "{ while (true) {} }", "loops"),
          new Shape("LoopInHelper", "note(data)", "LoopInHelper.note (line 3) loops")
              .with("static String note(BookingData d) {\nfor (;;) { d.setSeats(1); } }"),
          new Shape("ForEach", "note(data)", "loops")
              .with(
                  """
                  static String note(BookingData data) {
                    String all = "";
                    for (SeatRow row : data.getRows()) { all += row.getRowName(); }
                    return all;
                  }"""),
          new Shape("LoopOutside", "Spinning.note(data)", "com.acme.Spinning.note (line 1) loops"),
          new Shape("LoopByReference", "take(Spinning::note, data)", "Spinning.note (line 1) loops")
              .with(
                  """
                  static String take(java.util.function.Function<BookingData, String> f, \
                      BookingData data) {
                    return f.apply(data);
                  }"""),
          new Shape("LoopInSubclass", "new Rows.Endless().text(data)", "Endless.text"),
          new Shape("Recursive", "note(data)", "note calls itself")
              .with("static String note(BookingData d) { return note(d); }"),
          new Shape("RecursiveByTurns", "a(data)", "calls itself")
              .with("static String a(BookingData d) { return d.getSeats() > 0 ? b(d) : \"\"; }")
              .with("static String b(BookingData d) { return a(d); }"),
          new Shape("RecursiveOverLambda", "note(data)", "calls itself")
              .with(
                  """
                  static String note(BookingData data) {
                    return java.util.Optional.of(data).map(d -> note(d)).orElse("");
                  }"""),
          new Shape("RecursiveOverReceiver", "new Knot().of(data)", "calls itself")
              .with("interface Note { String of(BookingData data); }")
              .with(
                  """
                  static class Knot implements Note {
                    Note inner = this;
                    public String of(BookingData data) { return inner.of(data); }
                  }"""),
          new Shape("RecursiveOverToString", "new Knot().toString()", "calls itself")
              .with(
                  """
                  static class Knot {
                    Object inner = this;
                    public String toString() { return "" + inner; }
                  }"""),
          new Shape("RecursiveOverField", "note(data)", "keeps a function in the field NOTE")
              .with("static final java.util.function.Function<BookingData, String> NOTE;")
              .with("static { NOTE = d -> note(d); }")
              .with("static String note(BookingData d) { return NOTE.apply(d); }"),
          new Shape("RecursiveOverArgument", "note(data)", "makes a function of functions")
              .with("interface Same extends java.util.function.Function<Same, String> {}")
              .with(
                  """
                  static String note(BookingData d) {
                    java.util.function.Function<java.util.function.Function, Object> f = \
                      g -> g.apply(g);
                    return f.apply(f).toString();
                  }"""),
          new Shape("RecursiveOverList", "note(data)", "casts to a function")
              .with(
                  """
                  static String note(BookingData d) {
                    var all = new java.util.ArrayList<java.util.function.Supplier<String>>();
                    all.add(() -> all.get(0).get());
                    return all.get(0).get();
                  }"""),
          new Shape("RecursiveOverOwnFunction", "Same.S.apply(data)", "Same.apply is not known")
              .with(
                  """
                  interface Same extends java.util.function.Function<BookingData, String> {
                    Same S = d -> note(d);
                    static String note(BookingData d) { \
                      return java.util.Optional.of(d).map(S).get(); }
                  }"""),
          new Shape("Doubling", "a(data)", "too many calls").with(doubling()),
          new Shape("Regex", "data.getNote().replaceAll(\"(a+)+b\", \"\")", "String.replaceAll"),
          new Shape("Repeating", "\"a\".repeat(data.getSeats())", "String.repeat"),
          new Shape("Formatting", "\"%s\".formatted(data.getNote())", "String.formatted"),
          new Shape("Sleeping", "note(data)", "java.lang.Thread.sleep is not known")
              .with(
                  """
                  static String note(BookingData data) {
                    try { Thread.sleep(1); } catch (InterruptedException e) { return "i"; }
                    return "";
                  }"""),
          new Shape("Synchronized", "note(data)", "is synchronized")
              .with("static synchronized String note(BookingData d) { return d.getNote(); }"),
          new Shape("Locking", "note(data)", "waits for a lock")
              .with(
                  """
                  static String note(BookingData d) { synchronized (d) { return d.getNote(); } }"""),
          new Shape(
              "Endless",
              "java.util.stream.Stream.iterate(1, i -> i).toList().toString()",
              "iterate"),
          new Shape("Counting", "java.util.stream.IntStream.range(0, 9).sum() + \"\"", "range"),
          new Shape("Parallel", "data.getRows().parallelStream().count() + \"\"", "parallelStream"),
          new Shape("Printing", "note(data)", "java.io.PrintStream.println is not known")
              .with("static String note(BookingData d) { System.out.println(d); return \"\"; }"),
          new Shape("Reflecting", "note(data)", "java.lang.Class.forName is not known")
              .with(
                  """
                  static String note(BookingData data) {
                    try { return Class.forName(data.getNote()).toString(); }
                    catch (ClassNotFoundException e) { return ""; }
                  }"""),
          new Shape("Logging", "note(data)", "org.slf4j.Logger is not the definition's own class")
              .with(
                  """
                  static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger("a");
                  static String note(BookingData data) { LOG.info("a"); return ""; }"""),
          new Shape("Initialising", "new Later().toString()", "Later.<clinit> (line 2) loops")
              .with("static class Later { static int n = 1; static { while (n > 0) {} } }"),
          new Shape("Failing", "Later.n + data.getNote()", "Later cannot be initialised")
              .with(
                  """
                  static class Later {
                    static String n = java.util.Objects.requireNonNull(null);
                  }"""),
          new Shape("Traversing", "note(data)", "java.util.Map.forEach is not known")
              .with(
                  """
                  static String note(BookingData data) {
                    java.util.Map<String, String> m = new java.util.LinkedHashMap<>();
                    m.put("", "");
                    m.forEach((k, v) -> { m.remove(k); m.put(k + "a", v); });
                    return "";
                  }"""),
          new Shape("Extending", "new Later().toString()", "extends java.util.AbstractList")
              .with(
                  """
                  static class Later extends java.util.AbstractList<String> {
                    public String get(int i) { return ""; }
                    public int size() { return Integer.MAX_VALUE; }
                  }"""));

  @TempDir private static Path folder;
  private static DefinitionJar jar;

  @BeforeAll
  static void compile() {
    jar = DefinitionJar.open(Shape.jar(Stream.concat(RETURNING.stream(), OTHERS.stream()), folder));
  }

  @AfterAll
  static void release() {
    jar.close();
  }

  static Stream<Named<Shape>> returning() {
    return RETURNING.stream().map(shape -> Named.of(shape.name(), shape));
  }

  static Stream<Named<Shape>> others() {
    return OTHERS.stream().map(shape -> Named.of(shape.name(), shape));
  }

  @ParameterizedTest
  @MethodSource("returning")
  void shouldProveItWhenFunctionsReturn(Shape shape) {
    ReturnProof.check(shape.className(), loader());
  }

  @ParameterizedTest
  @MethodSource("others")
  void shouldSayWhyNotWhenFunctionsMayNotReturn(Shape shape) {
    assertThatThrownBy(() -> ReturnProof.check(shape.className(), loader()))
        .isInstanceOf(UnprovedException.class)
        .hasMessageContaining(shape.reason());
  }

  @Test
  void shouldSayWhyNotWhenThereIsNoClassFile() {
    assertThatThrownBy(() -> ReturnProof.check("com.acme.Nowhere", loader()))
        .isInstanceOf(UnprovedException.class)
        .hasMessageContaining("com.acme.Nowhere cannot be read");
  }

  @Test
  void shouldReadDefinitionsOnTheClassPathToo() {
    // when
    ProvedDefinitions proofs =
        ProvedDefinitions.of(DeployedDefinitions.describe(List.of(new ThreeStepTrip())));

    // then
    assertThat(proofs.include(ThreeStepTrip.TYPE, OptionalInt.empty())).isTrue();
  }

  @Test
  void shouldProveNothingWhenTheDefinitionHidesInAPackageOfTheOrchestrator() {
    assertThatThrownBy(() -> ReturnProof.check("dev.sagas.definition.CarefulOrder", loader()))
        .isInstanceOf(UnprovedException.class)
        .hasMessageContaining("is in a package of the orchestrator");
  }

  @Test
  void shouldKnowEachVersionOfATypeWhenSomeMayNotReturn() {
    // given: all are versions of one type
    List<DescribedSaga> sagas = jar.sagas();

    // when
    ProvedDefinitions all = ProvedDefinitions.of(sagas);
    ProvedDefinitions good = ProvedDefinitions.of(sagas.subList(0, RETURNING.size()));

    // then
    assertThat(Shape.isIncluded(all, 1)).isTrue();
    assertThat(Shape.isIncluded(all, RETURNING.size())).isTrue();
    assertThat(Shape.isIncluded(all, RETURNING.size() + 1)).isFalse();
    assertThat(Shape.isIncluded(all, 1_000)).isFalse();
    assertThat(Shape.areAllIncluded(all)).isFalse();
    assertThat(Shape.areAllIncluded(good)).isTrue();
    assertThat(Shape.areAllIncluded(ProvedDefinitions.of(List.of()))).isFalse();
  }

  private static ClassLoader loader() {
    return jar.sagas().get(0).saga().dataClass().getClassLoader();
  }

  /** Seventeen methods, each of which calls the next one twice. */
  private static String doubling() {
    StringBuilder methods = new StringBuilder();
    for (char c = 'a'; c < 'r'; c++) {
      String next = (char) (c + 1) + "(d)";
      methods.append(
          "static String " + c + "(BookingData d) { return " + next + " + " + next + "; }\n");
    }
    return methods.append("static String r(BookingData d) { return d.getNote(); }").toString();
  }
}
