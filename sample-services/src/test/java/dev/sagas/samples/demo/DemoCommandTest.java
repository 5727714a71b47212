package dev.sagas.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.cli.SagaCli;
import dev.sagas.samples.order.OrderFile;
import dev.sagas.samples.order.OrderFileGenerator;
import dev.sagas.samples.service.DatabaseSettings;
import dev.sagas.samples.testing.SampleCluster;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void shouldGoOnWithTheSameDirectoryWhenRunAgainWithMoreOrders() throws Exception {
    // when
    int first = demo("--sagas", "40");

    // then
    assertThat(first).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains(" was undone (")
        .contains("ended as COMPENSATED")
        .contains("sagas     40: ")
        .contains("books     clean: ")
        .contains("audit     clean: ")
        .contains("Every saga ended as expected, and everything adds up.");

    // when
    out.getBuffer().setLength(0);
    int second = demo("--sagas", "60", "--output", "json");

    // then
    assertThat(second).as(err.toString()).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.get("sagas").asInt()).isEqualTo(60);
    assertThat(report.get("endedBefore").asInt()).isEqualTo(40);
    assertThat(report.get("booksChecked").asBoolean()).isTrue();
    assertThat(Files.getFileAttributeView(data(), PosixFileAttributeView.class))
        .as("the modes of what is kept, where there are any")
        .satisfiesAnyOf(
            posix -> assertThat(posix).isNull(),
            posix ->
                assertThat(PosixFilePermissions.toString(posix.readAttributes().permissions()))
                    .isEqualTo("rwx------"));
  }

  @Test
  void shouldEndWithOneWhenAnOrderEndsOtherwiseThanItsLineExpects() throws Exception {
    // given
    Path orders = directory.resolve("orders.ndjson");
    OrderFile.write(orders, OrderFileGenerator.orders(3));
    Files.writeString(
        orders,
        Files.readString(orders)
            .replaceFirst(
                "\"completed\",\"because\":\"paid\"",
                "\"compensated\",\"because\":\"out-of-stock\""));

    // when
    int code = demo("--orders", orders.toString());

    // then
    assertThat(code).as(err.toString()).isEqualTo(1);
    assertThat(out.toString())
        .contains("expected it to be COMPENSATED because OUT_OF_STOCK, but it is COMPLETED")
        .contains("expected to be CANCELLED as ordered, but it is APPROVED")
        .contains("NOT as expected");
  }

  @Test
  void shouldUseADeploymentThatRunsAlreadyWhenItIsTold() {
    // given
    try (SampleCluster cluster = SampleCluster.start(directory, EmbeddedEnvironment.SERVICES)) {
      List<String> where =
          List.of(
              "--bootstrap-server", cluster.platform().kafka().bootstrapServers(),
              "--schema-registry", cluster.platform().registry().url());

      // when
      int withoutBooks = demo(where, "--sagas", "20");

      // then
      assertThat(withoutBooks).as(err.toString()).isZero();
      assertThat(out.toString()).contains("books     NOT CHECKED");

      // when
      String databases = DatabaseSettings.h2(directory.resolve("{service}"), 1).url();
      int withBooks =
          demo(where, "--sagas", "30", "--database-url", databases, "--database-user", "sa");

      // then
      assertThat(withBooks).as(err.toString()).isZero();
      assertThat(out.toString()).contains("books     clean: ");
    }
  }

  @Test
  void shouldEndWithTwoWhenTheOrdersCannotBeRead() {
    assertThat(demo("--orders", directory.resolve("missing").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("missing");
    assertThat(demo("--in-flight", "0")).isEqualTo(2);
    assertThat(demo("--sagas", "0")).isEqualTo(2);
  }

  private Path data() {
    return directory.resolve("data");
  }

  private int demo(String... options) {
    return demo(List.of("--data-dir", data().toString()), options);
  }

  private int demo(List<String> where, String... options) {
    List<String> arguments = new ArrayList<>(List.of("demo"));
    arguments.addAll(where);
    arguments.addAll(List.of(options));
    CommandLine commandLine = SagaCli.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(arguments.toArray(new String[0]));
  }
}
