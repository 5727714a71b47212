package dev.sagas.samples.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The Java sources below a directory, parsed with the compiler's own parser. */
record Sources(Path root) {
  private static final Path MAIN = Path.of("src", "main", "java");

  /** Every violation of the house style, with file and line. */
  List<String> violations() {
    List<Path> files = javaFiles();
    List<String> found = new ArrayList<>(missingPackageInfos(files));
    if (files.isEmpty()) {
      return found;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      Trees trees = Trees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        found.addAll(SourceStyle.violationsIn(unit, trees, isMain(Path.of(name(unit)))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.stream().map(line -> line.replace(root + "/", "")).sorted().toList();
  }

  /** All Java files that people wrote. */
  List<Path> javaFiles() {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !root.relativize(file).toString().matches("(.*/)?(target|\\..*)/.*"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> missingPackageInfos(List<Path> files) {
    TreeSet<Path> packages = new TreeSet<>();
    for (Path file : files) {
      if (isMain(file)) {
        packages.add(file.resolveSibling("package-info.java"));
      }
    }
    packages.removeAll(files);
    return packages.stream().map(file -> file + ":1 is missing").toList();
  }

  private static boolean isMain(Path file) {
    return file.toString().contains("/" + MAIN + "/");
  }

  static boolean isPackageInfo(CompilationUnitTree unit) {
    return name(unit).endsWith("/package-info.java");
  }

  static String name(CompilationUnitTree unit) {
    return Path.of(unit.getSourceFile().toUri()).toString();
  }

  static String text(CompilationUnitTree unit) {
    try {
      return unit.getSourceFile().getCharContent(true).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
