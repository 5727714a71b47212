package dev.sagas.chaos.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a process of this JDK is started with.
 *
 * @param name of the member; its log is {@code <name>.log}
 * @param directory of its log and its data
 * @param options of its JVM
 * @param main its main class
 * @param arguments of its main class
 * @param environment in addition to this process's own
 * @param build that it runs
 */
record MemberPlan(
    String name,
    Path directory,
    List<String> options,
    Class<?> main,
    List<String> arguments,
    Map<String, String> environment,
    MemberBuild build) {
  MemberPlan {
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /**
   * The options of a JVM with a heap that is in memory from the start. One that grows as garbage
   * becomes old would look like a leak for the first half hour.
   */
  static List<String> options(int heapMb, String... more) {
    List<String> options = new ArrayList<>();
    options.add("-Xms%sm".formatted(heapMb));
    options.add("-Xmx%sm".formatted(heapMb));
    options.add("-XX:+AlwaysPreTouch");
    options.addAll(List.of(more));
    return options;
  }

  /** Of this process's own build. */
  MemberPlan(
      String name,
      Path directory,
      List<String> options,
      Class<?> main,
      List<String> arguments,
      Map<String, String> environment) {
    this(name, directory, options, main, arguments, environment, MemberBuild.own());
  }

  Path log() {
    return directory.resolve(name + ".log");
  }

  /** A file by which it can show that it is ready. */
  Path readyFile() {
    return directory.resolve(name + ".ready");
  }

  MemberPlan withArguments(List<String> newArguments) {
    return new MemberPlan(name, directory, options, main, newArguments, environment, build);
  }

  MemberPlan withEnvironment(Map<String, String> newEnvironment) {
    return new MemberPlan(name, directory, options, main, arguments, newEnvironment, build);
  }

  MemberPlan withBuild(MemberBuild newBuild) {
    return new MemberPlan(name, directory, options, main, arguments, environment, newBuild);
  }
}
