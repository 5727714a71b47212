package dev.sagas.audit;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one run adds to the statistics; can be kept as bytes, so that they need not be read from the
 * journal again.
 *
 * <ul>
 *   <li>A run's transitions are added in their order. Not thread-safe.
 *   <li>Keeps the first 64 durations of each step exactly; bytes have only those.
 * </ul>
 */
public final class RunTally {
  private static final int FORM = 1;

  private final TypeTally type;
  private final Map<BegunStep, Long> begun;

  private final boolean isWhole;

  /** Of a run that has not begun. */
  public RunTally() {
    this(new TypeTally(), new HashMap<>(), true);
  }

  private RunTally(TypeTally type, Map<BegunStep, Long> begun, boolean isWhole) {
    this.type = type;
    this.begun = begun;
    this.isWhole = isWhole;
  }

  /** Of a run whose beginning was not counted: nothing of it is. */
  public static RunTally notCounted() {
    return new RunTally(new TypeTally(), new HashMap<>(), false);
  }

  /** Whether the run is counted, from its beginning. */
  public boolean isWhole() {
    return isWhole;
  }

  /**
   * Adds a transition, which is no note.
   *
   * @param before the run's state before it; empty for the first
   */
  public void add(JournalEntry entry, Optional<SagaState> before) {
    if (isWhole) {
      AnalyticsTurn.count(entry, before, new AnalyticsTurn.Counted(type, begun));
    }
  }

  TypeTally type() {
    return type;
  }

  /** All of it; no byte if it is not counted. */
  public byte[] encode() {
    if (!isWhole) {
      return new byte[0];
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORM);
      type.write(out);
      out.writeShort(begun.size());
      for (BegunStep step : begun.keySet().stream().sorted(BegunStep.ORDER).toList()) {
        out.writeUTF(step.step().value());
        out.writeUTF(step.action().name());
        out.writeLong(begun.getOrDefault(step, 0L));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to write to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads it again.
   *
   * @throws IllegalArgumentException if these are other bytes, or of a newer version
   */
  public static RunTally decode(byte[] bytes) {
    if (bytes.length == 0) {
      return notCounted();
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int form = in.readUnsignedByte();
      if (form != FORM) {
        throw new IllegalArgumentException(
            "Expected statistics of form %s, but got form %s".formatted(FORM, form));
      }
      TypeTally type = TypeTally.read(in);
      Map<BegunStep, Long> begun = new HashMap<>();
      int count = in.readUnsignedShort();
      for (int i = 0; i < count; i++) {
        BegunStep step = new BegunStep(new StepName(in.readUTF()), Action.valueOf(in.readUTF()));
        begun.put(step, in.readLong());
      }
      return new RunTally(type, begun, true);
    } catch (IOException e) {
      throw new IllegalArgumentException("Expected the statistics of a run, but they break off", e);
    }
  }
}
