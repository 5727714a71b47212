package dev.sagas.cli.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.cli.SagaCli;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command in a process of its own, whose locale has other letters or digits than ours. */
@DisabledOnOs(OS.WINDOWS)
class StandardStreamsTest {
  private static final String TEXT = "für-😀-€-ı";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Dfile.encoding=US-ASCII",
        "-Dfile.encoding=ISO-8859-1",
        "-Duser.language=tr",
        "-Duser.language=ar"
      })
  void shouldReadAndWriteUtf8WhateverTheLocaleIs(String option) throws Exception {
    // when: the ids are read from standard input, and the wrong one is quoted
    Said said = replay(option, (TEXT + "\n").getBytes(StandardCharsets.UTF_8));

    // then
    assertThat(said.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(said.err()).contains("'" + TEXT + "'");
  }

  @Test
  void shouldRefuseInputThatIsNotUtf8() throws Exception {
    Said said = replay("-Dfile.encoding=UTF-8", TEXT.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(said.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(said.err()).contains("Expected standard input to be UTF-8");
  }

  @Test
  void shouldRefuseArgumentsThatTheLocaleCannotRead() throws Exception {
    // given
    Files.createFile(directory.resolve("ids"));

    // when
    Said said = run("-Dfile.encoding=UTF-8", "\"$(printf 'f\\303\\274r')\"");

    // then
    assertThat(said.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(said.err()).contains("set LC_ALL to a locale with UTF-8");
  }

  private record Said(int exitCode, String err) {}

  private Said replay(String option, byte[] ids) throws IOException, InterruptedException {
    Files.write(directory.resolve("ids"), ids);
    return run(option, "--ids-file -");
  }

  /** In a shell, because our own locale may have no umlauts to pass. */
  private Said run(String option, String rest) throws IOException, InterruptedException {
    String command =
        "exec \"$JAVA\" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC %s -cp \"$CP\" %s replay"
            .formatted(option, SagaCli.class.getName());
    String servers = " --bootstrap-server 127.0.0.1:1 --schema-registry http://127.0.0.1:1 ";
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command + servers + rest)
            .redirectInput(directory.resolve("ids").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile());
    builder.environment().put("LC_ALL", "C");
    builder
        .environment()
        .put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.environment().put("CP", System.getProperty("java.class.path"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Said(
        process.exitValue(), new String(Files.readAllBytes(err), StandardCharsets.UTF_8));
  }
}
