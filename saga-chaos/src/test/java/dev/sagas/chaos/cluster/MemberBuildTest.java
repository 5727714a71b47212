package dev.sagas.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemberBuildTest {
  @TempDir private Path home;

  @Test
  void shouldRunEarlierBuildOfCheckout() throws IOException {
    // given
    Path built = Files.createDirectories(home.resolve("sample-services/target/lib")).getParent();
    Files.createFile(built.resolve("sample-services-0.9.0-tests.jar"));
    Path jar = Files.createFile(built.resolve("sample-services-0.9.0.jar"));

    // when
    MemberBuild build = MemberBuild.in(home);

    // then
    assertThat(build.classPath()).isEqualTo(jar + File.pathSeparator + built.resolve("lib/*"));
    assertThat(build.options()).isEmpty();
  }

  @Test
  void shouldRunEarlierBuildOfInstalledLayout() throws IOException {
    // given
    Path lib = Files.createDirectory(home.resolve("lib"));

    // when
    MemberBuild build = MemberBuild.in(home);

    // then
    assertThat(build.classPath()).isEqualTo(lib.resolve("*").toString());
  }

  @Test
  void shouldRefuseDirectoryWithoutBuild() {
    // then
    assertThatThrownBy(() -> MemberBuild.in(home))
        .isInstanceOf(ClusterFailure.class)
        .hasMessageContaining("in which ./saga has been run, but was " + home);
  }

  @Test
  void shouldRefuseCheckoutWithoutJar() throws IOException {
    // given
    Files.createDirectories(home.resolve("sample-services/target/lib"));

    // then
    assertThatThrownBy(() -> MemberBuild.in(home))
        .isInstanceOf(ClusterFailure.class)
        .hasMessageContaining("Expected the jar of sample-services in " + home);
  }

  @Test
  void shouldRunThisBuildAfterUpgrade() {
    // given
    MemberPlan plan =
        new MemberPlan(
            "orchestrator-1",
            home,
            List.of(),
            MemberBuildTest.class,
            List.of("orchestrator", "-Pdefinitions=a.Old"),
            Map.of(),
            new MemberBuild("earlier.jar", List.of()));

    // when
    MemberPlan upgraded = OrchestratorPlan.upgraded(plan, "a.New");

    // then
    assertThat(upgraded.build()).isEqualTo(MemberBuild.own());
    assertThat(upgraded.arguments()).containsExactly("orchestrator", "-Pdefinitions=a.New");
  }
}
