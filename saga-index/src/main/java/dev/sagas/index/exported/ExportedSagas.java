package dev.sagas.index.exported;

import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The sagas of an export, as far as it has read the journal: live and ended ones, every run.
 *
 * <ul>
 *   <li>Changes nothing; each question is bounded in what it returns and in how long it may take.
 *   <li>All methods throw {@link ExportUnavailableException} if the database does not answer in
 *       time, except {@link #state}, and {@link IllegalArgumentException} for a condition on the
 *       data that the database does not understand.
 *   <li>Sensitive fields are masked in what is exported: nobody finds a saga by them.
 *   <li>Thread-safe.
 * </ul>
 */
public interface ExportedSagas extends AutoCloseable {
  /** How many events of one run are given at most. */
  int MAX_EVENTS = 1_000;

  /** A page of the runs that match. */
  ExportedPage list(ExportedFilter filter, ExportedPage.Bounds bounds);

  /** The newest run of a saga; empty if none was exported, or it was deleted. */
  Optional<ExportedSaga> find(SagaId saga);

  /** What happened to a run, the newest first; the newest {@value #MAX_EVENTS}. */
  List<ExportedEvent> history(SagaId saga, RunId run);

  /**
   * How many runs started and ended on each day, the newest day first; without those on which none
   * did.
   *
   * @param type of this type alone; of all types if empty
   * @param from the first day, in UTC
   */
  List<ExportedDay> days(Optional<SagaType> type, LocalDate from);

  /** How far the export is. */
  ExportState state();

  @Override
  void close();
}
