package dev.sagas.client;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * A request to start a saga.
 *
 * <ul>
 *   <li>Starting is idempotent by saga id while the orchestrator knows the id.
 *   <li>At most {@value #MAX_LABELS} labels; names match {@code [A-Za-z0-9._-]{1,64}}, values are
 *       at most 256 characters without comma, equals sign or control characters. Written as {@code
 *       name=value,name=value} they have at most 2 048 characters, and 2 560 bytes in UTF-8.
 * </ul>
 *
 * @param data the saga's initial data, of the definition's data class
 * @param version the definition's version; the newest when empty
 * @param labels shown to operators, who can search by them
 * @param answerWanted whether the orchestrator shall answer with the result of the request
 */
public record SagaStart(
    SagaType type,
    SagaId sagaId,
    SpecificRecord data,
    OptionalInt version,
    Map<String, String> labels,
    boolean answerWanted) {
  /** The most labels that a saga may carry. */
  public static final int MAX_LABELS = 16;

  private static final Pattern LABEL_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern LABEL_VALUE = Pattern.compile("[^,=\\p{Cntrl}]{0,256}");

  public SagaStart {
    labels = Map.copyOf(labels);
    if (version.isPresent() && version.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "Expected a version of at least 1, but got " + version.getAsInt());
    }
    checkLabels(labels);
  }

  /** Starts the newest version, without labels and without an answer. */
  public static SagaStart of(SagaType type, SagaId sagaId, SpecificRecord data) {
    return new SagaStart(type, sagaId, data, OptionalInt.empty(), Map.of(), false);
  }

  /** The same for plain strings. */
  public static SagaStart of(String type, String sagaId, SpecificRecord data) {
    return of(new SagaType(type), new SagaId(sagaId), data);
  }

  /** Asks for this version of the definition. */
  public SagaStart withVersion(int number) {
    return new SagaStart(type, sagaId, data, OptionalInt.of(number), labels, answerWanted);
  }

  /** Adds a label. */
  public SagaStart withLabel(String name, String value) {
    Map<String, String> more = new TreeMap<>(labels);
    more.put(name, value);
    return new SagaStart(type, sagaId, data, version, more, answerWanted);
  }

  /** Asks for an answer, see {@link StartReceipt#answer()}. */
  public SagaStart wantAnswer() {
    return new SagaStart(type, sagaId, data, version, labels, true);
  }

  /** The labels as the header {@code saga-labels}; empty if there are none. */
  String labelsHeader() {
    return written(labels);
  }

  /**
   * Labels as the header {@code saga-labels}.
   *
   * @throws IllegalArgumentException if they are not valid, see above
   */
  public static String labelsHeader(Map<String, String> labels) {
    checkLabels(labels);
    return written(labels);
  }

  private static void checkLabels(Map<String, String> labels) {
    if (labels.size() > MAX_LABELS) {
      throw new IllegalArgumentException(
          "Expected at most " + MAX_LABELS + " labels, but got " + labels.size());
    }
    labels.forEach(SagaStart::checkLabel);
    checkSize(written(labels));
  }

  private static String written(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","));
  }

  private static void checkSize(String header) {
    int bytes = header.getBytes(StandardCharsets.UTF_8).length;
    if (header.length() > SagaHeaders.MAX_LABELS_CHARS || bytes > SagaHeaders.MAX_HEADER_BYTES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Expected labels of at most %d characters and %d bytes together, but got %d and %d",
              SagaHeaders.MAX_LABELS_CHARS,
              SagaHeaders.MAX_HEADER_BYTES,
              header.length(),
              bytes));
    }
  }

  /** What is started, for logs; without the data. */
  @Override
  public String toString() {
    return "Start of saga %s of type %s%s with %s"
        .formatted(
            sagaId,
            type,
            version.isPresent() ? " version " + version.getAsInt() : "",
            data.getSchema().getFullName());
  }

  private static void checkLabel(String name, String value) {
    if (!LABEL_NAME.matcher(name).matches() || !LABEL_VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          """
          Expected a label name of the form %s and a value without comma, equals sign and \
          control characters, but got '%s' and %s characters\
          """
              .formatted(LABEL_NAME.pattern(), name, value.length()));
    }
  }
}
