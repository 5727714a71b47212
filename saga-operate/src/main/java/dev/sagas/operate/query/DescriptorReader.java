package dev.sagas.operate.query;

import dev.sagas.protocol.SagaType;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a published definition by the names of its fields, so that one written by a newer version
 * can be shown too. Fields that an older version does not have are empty.
 */
final class DescriptorReader {
  private DescriptorReader() {}

  static PublishedSaga read(GenericRecord descriptor) {
    return new PublishedSaga(
        new SagaType(text(descriptor, "type")),
        number(descriptor, "version").orElse(0),
        text(descriptor, "definitionClass"),
        text(descriptor, "dataType"),
        list(descriptor, "dataSchemaIds", Integer.class::cast),
        HexFormat.of().formatHex(fixed(descriptor, "structureHash")),
        longNumber(descriptor, "deadlineMs"),
        text(descriptor, "onCompensationFailure"),
        list(descriptor, "stages", stage -> stage((GenericRecord) stage)));
  }

  private static PublishedSaga.Stage stage(GenericRecord stage) {
    return new PublishedSaga.Stage(
        optional(stage, "group"),
        flag(stage, "undoInParallel"),
        list(stage, "branches", branch -> branch((GenericRecord) branch)));
  }

  private static PublishedSaga.Branch branch(GenericRecord branch) {
    return new PublishedSaga.Branch(
        text(branch, "name"), list(branch, "steps", step -> step((GenericRecord) step)));
  }

  private static PublishedSaga.Step step(GenericRecord step) {
    return new PublishedSaga.Step(
        text(step, "name"),
        text(step, "kind"),
        flag(step, "conditional"),
        flag(step, "pivot"),
        optional(step, "participant").or(() -> optional(step, "signal")),
        optional(step, "commandType").or(() -> optional(step, "signalType")),
        optional(step, "compensationType"),
        longNumber(step, "timeoutMs"),
        number(step, "maxAttempts"),
        longNumber(step, "sleepMs"),
        list(step, "replyTypes", Object::toString));
  }

  private static @Nullable Object value(GenericRecord record, String field) {
    return record.hasField(field) ? record.get(field) : null;
  }

  private static Optional<String> optional(GenericRecord record, String field) {
    return Optional.ofNullable(value(record, field)).map(Object::toString);
  }

  private static String text(GenericRecord record, String field) {
    return optional(record, field).orElse("");
  }

  private static boolean flag(GenericRecord record, String field) {
    return Boolean.TRUE.equals(value(record, field));
  }

  private static OptionalInt number(GenericRecord record, String field) {
    return value(record, field) instanceof Integer number
        ? OptionalInt.of(number)
        : OptionalInt.empty();
  }

  private static OptionalLong longNumber(GenericRecord record, String field) {
    return value(record, field) instanceof Long number
        ? OptionalLong.of(number)
        : OptionalLong.empty();
  }

  private static byte[] fixed(GenericRecord record, String field) {
    return value(record, field) instanceof GenericFixed fixed ? fixed.bytes() : new byte[0];
  }

  private static <T> List<T> list(GenericRecord record, String field, Function<Object, T> element) {
    List<T> elements = new ArrayList<>();
    if (value(record, field) instanceof Iterable<?> values) {
      for (Object each : values) {
        elements.add(element.apply(each));
      }
    }
    return elements;
  }
}
