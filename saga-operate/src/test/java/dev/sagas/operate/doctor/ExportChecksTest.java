package dev.sagas.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.index.exported.ExportState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExportChecksTest {
  private static final String PARTITION = "shop.saga.journal-0";

  private final Sick sick = new Sick();

  private void exported(int members, long committed, long end) {
    sick.export =
        Reading.at(
            new GroupView(
                "shop.saga-export",
                "Stable",
                members,
                Set.of(PARTITION),
                true,
                List.of(new GroupView.Progress(PARTITION, committed, 0, end))));
  }

  @Test
  void shouldFindNothingWhenNothingWasEverExportedOrItKeepsUp() {
    exported(0, -1, 5_000);
    assertThat(sick.codes()).isEmpty();
    exported(1, 4_500, 5_000);
    assertThat(sick.codes()).isEmpty();
  }

  @Test
  void shouldFindThatTheExportIsBehind() {
    exported(1, 3_000, 5_000);
    assertThat(sick.codes()).containsExactly(FindingCode.EXPORT_BEHIND);
    assertThat(sick.finding(FindingCode.EXPORT_BEHIND).message())
        .isEqualTo(
            "Expected at most 1000 entries to wait in " + PARTITION + ", but there are 2000");
  }

  @Test
  void shouldFindThatItHasStopped() {
    exported(0, 4_990, 5_000);
    assertThat(sick.codes()).containsExactly(FindingCode.EXPORT_STOPPED);
  }

  @Test
  void shouldFindWhatItsDatabaseSays() {
    ExportState fails =
        new ExportState(OptionalLong.of(0), Set.of(0), Optional.of("the disk is full"));
    ExportState works = new ExportState(OptionalLong.of(0), Set.of(0), Optional.empty());
    Diagnosis calm = Diagnosis.of(sick.snapshot());

    assertThat(codes(calm.with(fails, 1_000))).containsExactly(FindingCode.EXPORT_FAILS);
    assertThat(codes(calm.with(works, 1_000))).isEmpty();
    assertThat(codes(calm.with(works, 400_000))).containsExactly(FindingCode.EXPORT_BEHIND);
  }

  private static List<FindingCode> codes(Diagnosis diagnosis) {
    return diagnosis.findings().stream().flatMap(finding -> finding.code().stream()).toList();
  }
}
