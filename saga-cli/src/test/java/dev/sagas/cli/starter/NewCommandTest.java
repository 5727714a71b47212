package dev.sagas.cli.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.cli.SagaCli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class NewCommandTest {
  private static final Path ROOT = Path.of("..");
  private static final Path SHOP = ROOT.resolve("docs/examples/shop");

  @TempDir private Path directory;
  private final StringWriter err = new StringWriter();

  @Test
  void shouldWriteTheShopWhenTheNamesAreThoseOfTheShop() throws IOException {
    // when
    int exitCode = run(directory.resolve("shop").toString(), "--package", "com.example.shop");

    // then
    assertThat(exitCode).isZero();
    Map<String, String> written = files(directory.resolve("shop"));
    Map<String, String> wrapper =
        Map.of(
            "mvnw", Files.readString(ROOT.resolve("mvnw")),
            "mvnw.cmd", Files.readString(ROOT.resolve("mvnw.cmd")),
            ".mvn/wrapper/maven-wrapper.properties",
                Files.readString(ROOT.resolve(".mvn/wrapper/maven-wrapper.properties")));
    assertThat(written).containsAllEntriesOf(wrapper);
    written.keySet().removeAll(wrapper.keySet());
    assertThat(written).isEqualTo(files(SHOP)).containsKeys("pom.xml", "README.md", ".gitignore");
    assertThat(Files.isExecutable(directory.resolve("shop/mvnw"))).isTrue();
  }

  /** Replaces the new names by the old ones, and finds the shop again. */
  @Test
  void shouldDifferInNamesAloneWhenTheNamesAreOthers() throws IOException {
    // when
    int exitCode = run(directory.toString(), "--package", "org.acme.desk7", "--name", "zq-desk");

    // then
    assertThat(exitCode).isZero();
    Map<String, String> renamed = new TreeMap<>();
    files(directory).forEach((path, text) -> renamed.put(renamedBack(path), renamedBack(text)));
    assertThat(renamed).containsAllEntriesOf(files(SHOP));
    assertThat(files(directory))
        .containsKey("src/main/java/org/acme/desk7/saga/ZqDeskSaga.java")
        .allSatisfy((path, text) -> assertThat(path + text).doesNotContainIgnoringCase("shop"));
  }

  @Test
  void shouldChangeEachNameOnceWhenTheNewOneHasTheOldInIt() {
    ProjectNames names = new ProjectNames("com.acme.shop", "web-shop");

    assertThat(names.rename("com.example.shop.ShopSaga of shop, shopping, com/example/shop"))
        .isEqualTo("com.acme.shop.WebShopSaga of web-shop, shopping, com/acme/shop");
  }

  @ParameterizedTest
  @CsvSource({
    "orders,              com.acme.orders-x, Expected a package such as",
    "orders,              orders,            Expected a package such as",
    "orders,              com.acme.new,      Expected a package such as",
    "orders,              com.Acme.orders,   Expected a package such as",
    "orders,              dev.sagas.orders,  belongs to dev.sagas",
    "orders,              java.orders,       belongs to java",
    "Orders,              com.acme.orders,   Expected a name such as",
    "orders_2,            com.acme.orders,   Expected a name such as",
    "7-orders,            com.acme.orders,   Expected a name such as",
    "orders--2,           com.acme.orders,   Expected a name such as"
  })
  void shouldRefuseAndWriteNothingWhenANameDoesNotFit(
      String name, String packageName, String expected) {
    // when
    Path target = directory.resolve("project");
    int exitCode = run(target.toString(), "--package", packageName, "--name", name);

    // then
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains(expected);
    assertThat(target).doesNotExist();
  }

  @Test
  void shouldRefuseWhenTheDirectoryIsNotEmpty() throws IOException {
    // given
    Path mine = Files.writeString(directory.resolve("mine.txt"), "mine");

    // when
    int exitCode = run(directory.toString(), "--package", "com.acme.orders", "--name", "orders");
    int ofFile = run(mine.toString(), "--package", "com.acme.orders", "--name", "orders");

    // then
    assertThat(exitCode).isEqualTo(2);
    assertThat(ofFile).isEqualTo(2);
    assertThat(err.toString()).contains("is not empty").contains("is a file");
    assertThat(files(directory)).containsOnlyKeys("mine.txt");
  }

  /** The projects are built outside of this repository, so nothing else keeps these equal. */
  @Test
  void shouldUseTheVersionsOfThisBuild() throws IOException {
    String parent = read("pom.xml");
    String version = element(parent, "version");
    String shop = read("docs/examples/shop/pom.xml");
    String spring = read("docs/examples/shop-spring/pom.xml");

    assertThat(element(shop, "saga.version")).isEqualTo(version);
    assertThat(element(spring, "saga.version")).isEqualTo(version);
    assertThat(element(read("docs/examples/minimal-definition/pom.xml"), "saga.version"))
        .isEqualTo(version);
    assertThat(element(read("saga-bom/pom.xml"), "version")).isEqualTo(version);
    for (String page :
        List.of("README", "docs/guides/starter-project", "docs/guides/spring-boot")) {
      assertThat(element(read(page + ".md"), "version")).as(page).isEqualTo(version);
    }
    assertThat(read("deploy/helm/saga-orchestrator/Chart.yaml"))
        .contains("appVersion: \"%s\"".formatted(version.replace("-SNAPSHOT", "")));
    assertThat(element(shop, "avro.version")).isEqualTo(element(parent, "avro.version"));
    assertThat(element(spring, "kafka.version")).isEqualTo(element(parent, "kafka.version"));
    assertThat(element(spring, "version"))
        .isEqualTo(element(read("saga-spring-boot-starter/pom.xml"), "spring-boot.version"));
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  @Test
  void shouldListEveryLibraryInTheBom() throws IOException {
    String bom = Files.readString(ROOT.resolve("saga-bom/pom.xml"));
    Matcher modules =
        Pattern.compile("<module>([a-z-]+)</module>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")));

    assertThat(modules.results().map(found -> found.group(1)))
        .filteredOn(module -> !module.matches("saga-bom|saga-chaos|sample-services|deploy"))
        .hasSizeGreaterThan(10)
        .allSatisfy(module -> assertThat(bom).contains("<artifactId>" + module + "</artifactId>"));
  }

  private int run(String target, String... options) {
    CommandLine cli = SagaCli.commandLine();
    cli.setOut(new PrintWriter(new StringWriter()));
    cli.setErr(new PrintWriter(err));
    return cli.execute(
        Stream.concat(Stream.of("new", target), Stream.of(options)).toArray(String[]::new));
  }

  private static String renamedBack(String text) {
    return text.replace("org.acme.desk7", "com.example.shop")
        .replace("org/acme/desk7", "com/example/shop")
        .replace("zq-desk", "shop")
        .replace("ZqDesk", "Shop");
  }

  private static String element(String pom, String name) {
    Matcher matcher = Pattern.compile("<" + name + ">([^<]+)</" + name + ">").matcher(pom);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static Map<String, String> files(Path root) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (!name.startsWith("target/") && !name.startsWith("saga-data/")) {
          texts.put(name, Files.readString(file));
        }
      }
    }
    return texts;
  }
}
