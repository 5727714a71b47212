package dev.sagas.cli.shared;

import dev.sagas.index.exported.DataCondition;
import dev.sagas.operate.query.ShortDuration;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options, with messages that say what was expected. */
public final class Converters {
  private Converters() {}

  /** Registers them for all commands. */
  public static void register(CommandLine commandLine) {
    commandLine.registerConverter(SagaId.class, checked(SagaId::new));
    commandLine.registerConverter(SagaType.class, checked(SagaType::new));
    commandLine.registerConverter(StepName.class, checked(StepName::new));
    commandLine.registerConverter(SignalName.class, checked(SignalName::new));
    commandLine.registerConverter(RunId.class, checked(RunId::new));
    commandLine.registerConverter(DataCondition.class, checked(DataCondition::new));
    commandLine.registerConverter(Instant.class, checked(Converters::instant));
    commandLine.registerConverter(Duration.class, checked(ShortDuration::parse));
  }

  private static <T> ITypeConverter<T> checked(Function<String, T> reader) {
    return text -> {
      try {
        return reader.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  /** Reads an instant in ISO 8601. */
  public static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "Expected an instant such as 2026-11-21T17:00:00Z, but got " + text, e);
    }
  }
}
