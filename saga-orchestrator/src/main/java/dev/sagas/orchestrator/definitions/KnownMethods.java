package dev.sagas.orchestrator.definitions;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/**
 * Methods of the JDK and of Avro that return in a time that their arguments bound, as do the
 * functions that they call back.
 *
 * <ul>
 *   <li>Left out: I/O, locks, threads, reflection, regular expressions, what fills memory by a
 *       number ({@code repeat}, {@code nCopies}, initial capacities), endless streams, and decimal
 *       arithmetic, whose effort grows with the scale.
 *   <li>Sorted collections have no comparator of their own: it would be called unseen.
 *   <li>Maps and sets have no {@code forEach}: one that changes them meanwhile may never end.
 * </ul>
 */
final class KnownMethods {
  /** One class a line; {@code *} means all of its methods, {@code -} except this one. */
  private static final String JDK =
      """
      java/lang/Object <init> equals hashCode toString getClass
      java/lang/Record <init>
      java/lang/Enum <init> name ordinal equals hashCode toString compareTo valueOf \
        getDeclaringClass
      java/lang/Comparable compareTo
      java/lang/Throwable <init> addSuppressed getCause getMessage initCause toString
      java/lang/Boolean *
      java/lang/Byte *
      java/lang/Short *
      java/lang/Character *
      java/lang/Integer *
      java/lang/Long *
      java/lang/Float *
      java/lang/Double *
      java/lang/Number *
      java/lang/Math *
      java/lang/StrictMath *
      java/lang/System currentTimeMillis nanoTime
      java/lang/CharSequence charAt chars compare isEmpty length subSequence toString
      java/lang/String <init> charAt chars codePointAt codePoints compareTo compareToIgnoreCase \
        concat contains contentEquals copyValueOf endsWith equals equalsIgnoreCase getBytes \
        hashCode indexOf isBlank isEmpty join lastIndexOf length lines replace startsWith strip \
        stripIndent stripLeading stripTrailing subSequence substring toCharArray toLowerCase \
        toString toUpperCase trim valueOf
      java/lang/StringBuilder <init> append charAt deleteCharAt indexOf insert isEmpty length \
        reverse toString
      java/lang/Iterable iterator
      java/math/BigDecimal abs compareTo equals hashCode max min negate precision scale signum \
        toString unscaledValue valueOf
      java/math/BigInteger abs compareTo equals hashCode intValue longValue negate signum valueOf
      java/time/Clock systemUTC instant millis
      java/time/DayOfWeek *
      java/time/Duration *
      java/time/Instant *
      java/time/LocalDate * -datesUntil
      java/time/LocalDateTime *
      java/time/LocalTime *
      java/time/Month *
      java/time/OffsetDateTime *
      java/time/Period *
      java/time/YearMonth *
      java/time/ZoneOffset *
      java/time/temporal/ChronoUnit *
      java/util/UUID <init> compareTo equals fromString getLeastSignificantBits \
        getMostSignificantBits hashCode nameUUIDFromBytes toString version
      java/util/Objects *
      java/util/Optional *
      java/util/OptionalInt *
      java/util/OptionalLong *
      java/util/OptionalDouble *
      java/util/Arrays asList deepEquals deepHashCode deepToString equals fill hashCode sort \
        stream toString
      java/util/Collections addAll disjoint emptyList emptyMap emptySet frequency max min reverse \
        reverseOrder singleton singletonList singletonMap sort unmodifiableCollection \
        unmodifiableList unmodifiableMap unmodifiableSet
      java/util/Collection * -forEach -parallelStream -spliterator
      java/util/List * -parallelStream -spliterator
      java/util/Set * -forEach -parallelStream -spliterator
      java/util/SortedSet * -forEach -parallelStream -spliterator
      java/util/Map * -forEach
      java/util/Map$Entry *
      java/util/SortedMap * -forEach
      java/util/ArrayList * -ensureCapacity -parallelStream -spliterator
      java/util/ArrayDeque * -forEach -parallelStream -spliterator
      java/util/HashMap * -forEach
      java/util/HashSet * -forEach -parallelStream -spliterator
      java/util/LinkedHashMap * -forEach
      java/util/LinkedHashSet * -forEach -parallelStream -spliterator
      java/util/TreeMap * -forEach
      java/util/TreeSet * -forEach -parallelStream -spliterator
      java/util/EnumMap * -forEach
      java/util/EnumSet * -forEach -parallelStream -spliterator
      java/util/Iterator *
      java/util/Comparator *
      java/util/stream/BaseStream close iterator sequential unordered
      java/util/stream/Stream * -generate -iterate -onClose -parallel -spliterator
      java/util/stream/IntStream * -generate -iterate -onClose -parallel -range -rangeClosed \
        -spliterator
      java/util/stream/LongStream * -generate -iterate -onClose -parallel -range -rangeClosed \
        -spliterator
      java/util/stream/DoubleStream * -generate -iterate -onClose -parallel -spliterator
      java/util/stream/Collectors * -groupingByConcurrent -toConcurrentMap
      """;

  /** What generated classes and their builders call. */
  private static final String AVRO =
      """
      org/apache/avro/AvroRuntimeException <init>
      org/apache/avro/AvroMissingFieldException <init> addParentField
      org/apache/avro/Schema$Field schema
      org/apache/avro/generic/GenericData deepCopy
      org/apache/avro/specific/SpecificData deepCopy
      org/apache/avro/specific/SpecificFixed <init> bytes compareTo equals hashCode toString
      org/apache/avro/specific/SpecificRecordBase <init> compareTo equals hashCode toString
      org/apache/avro/specific/SpecificRecordBuilderBase <init> data defaultValue fields \
        fieldSetFlags isValidValue validate
      """;

  private static final Map<String, Set<String>> METHODS = table(JDK + AVRO);

  private KnownMethods() {}

  private static Map<String, Set<String>> table(String text) {
    Map<String, Set<String>> table = new HashMap<>();
    text.lines()
        .map(line -> line.split(" +"))
        .forEach(
            words ->
                table.put(
                    words[0],
                    Arrays.stream(words).skip(1).collect(Collectors.toUnmodifiableSet())));
    return Map.copyOf(table);
  }

  /**
   * True if a method surely returns.
   *
   * @param owner internal name of the class that has it
   */
  static boolean include(String owner, String method, String descriptor) {
    Set<String> methods =
        METHODS.getOrDefault(isException(owner) ? "java/lang/Throwable" : owner, Set.of());
    boolean isListed =
        methods.contains("*") ? !methods.contains("-" + method) : methods.contains(method);
    return isListed && !(method.equals("<init>") && takesCapacityOrOrder(descriptor));
  }

  /** True of an exception of the JDK that only holds what it is given. */
  static boolean isException(String owner) {
    boolean isPlain =
        owner.startsWith("java/lang/")
            || owner.startsWith("java/util/")
            || owner.startsWith("java/time/");
    return isPlain
        && owner.indexOf('/', "java/util/".length()) < 0
        && (owner.endsWith("Exception") || owner.endsWith("Error"));
  }

  private static boolean takesCapacityOrOrder(String descriptor) {
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      if (parameter.getSort() == Type.INT || FunctionTypes.isJdkFunction(parameter)) {
        return true;
      }
    }
    return false;
  }
}
