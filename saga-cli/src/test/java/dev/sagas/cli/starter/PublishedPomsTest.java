package dev.sagas.cli.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The poms of what a release publishes say what Maven Central demands, and need nothing else. */
class PublishedPomsTest {
  private static final Path ROOT = Path.of("..");
  private static final List<String> SKIPS =
      List.of("maven.deploy.skip", "skipPublishing", "gpg.skip", "maven.javadoc.skip");

  /** A pom as it is written, without what it inherits. */
  private record Pom(Element project) {
    static Pom of(Path folder) {
      try {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        return new Pom(
            factory
                .newDocumentBuilder()
                .parse(folder.resolve("pom.xml").toFile())
                .getDocumentElement());
      } catch (Exception e) {
        throw new AssertionError("Expected a pom in " + folder, e);
      }
    }

    static List<Element> children(Element parent, String... path) {
      List<Element> found = List.of(parent);
      for (String name : path) {
        List<Element> next = new ArrayList<>();
        for (Element element : found) {
          NodeList nodes = element.getChildNodes();
          for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element child && child.getTagName().equals(name)) {
              next.add(child);
            }
          }
        }
        found = next;
      }
      return found;
    }

    List<Element> all(String... path) {
      return children(project, path);
    }

    String text(String... path) {
      List<Element> found = all(path);
      return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
    }

    Set<String> librariesOfUsers() {
      Set<String> names = new TreeSet<>();
      for (Element dependency : all("dependencies", "dependency")) {
        boolean ours = textOf(dependency, "groupId").equals("dev.sagas");
        boolean tests = textOf(dependency, "scope").equals("test");
        if (ours && !tests && !textOf(dependency, "optional").equals("true")) {
          names.add(textOf(dependency, "artifactId"));
        }
      }
      return names;
    }

    private static String textOf(Element element, String child) {
      List<Element> found = children(element, child);
      return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
    }
  }

  static Stream<Path> modules() {
    return Pom.of(ROOT).all("modules", "module").stream()
        .map(module -> ROOT.resolve(module.getTextContent().strip()));
  }

  private static Set<String> published() {
    Set<String> names = new TreeSet<>();
    Pom.of(ROOT.resolve("saga-bom"))
        .all("dependencyManagement", "dependencies", "dependency", "artifactId")
        .forEach(name -> names.add(name.getTextContent().strip()));
    return names;
  }

  @Test
  void shouldSayWhatMavenCentralDemandsInThePomsWithoutAParent() {
    for (Path folder : List.of(ROOT, ROOT.resolve("saga-bom"))) {
      Pom pom = Pom.of(folder);
      assertThat(
              List.of(
                  pom.text("name"),
                  pom.text("description"),
                  pom.text("url"),
                  pom.text("licenses", "license", "name"),
                  pom.text("developers", "developer", "name"),
                  pom.text("scm", "connection"),
                  pom.text("scm", "developerConnection"),
                  pom.text("scm", "url")))
          .as("%s", folder)
          .doesNotContain("");
      assertThat(pom.text("scm", "connection")).startsWith("scm:git:");
      assertThat(pom.text("url")).isEqualTo(Pom.of(ROOT).text("url"));
      assertThat(pom.text("scm", "url")).isEqualTo(Pom.of(ROOT).text("scm", "url"));
    }
  }

  /** Otherwise Maven appends the names of modules to them. */
  @Test
  void shouldInheritTheAddressesAsTheyAre() {
    Pom parent = Pom.of(ROOT);

    assertThat(parent.project().getAttribute("child.project.url.inherit.append.path"))
        .isEqualTo("false");
    for (String address : List.of("connection", "developerConnection", "url")) {
      assertThat(
              parent
                  .all("scm")
                  .get(0)
                  .getAttribute("child.scm.%s.inherit.append.path".formatted(address)))
          .as(address)
          .isEqualTo("false");
    }
  }

  @ParameterizedTest
  @MethodSource("modules")
  void shouldEitherBePublishedAsAWholeOrNotAtAll(Path module) throws IOException {
    Pom pom = Pom.of(module);
    String name = pom.text("artifactId");

    if (name.equals("saga-bom") || published().contains(name)) {
      assertThat(List.of(pom.text("name"), pom.text("description"))).doesNotContain("");
      assertThat(published()).containsAll(pom.librariesOfUsers());
      for (String skip : SKIPS) {
        assertThat(pom.all("properties", skip)).as(skip).isEmpty();
      }
    } else {
      for (String skip : SKIPS) {
        assertThat(pom.text("properties", skip)).as(skip).isEqualTo("true");
      }
      assertThat(Files.readString(ROOT.resolve("docs/contributing/releasing.md")))
          .contains("`" + module.getFileName() + "`");
    }
  }
}
