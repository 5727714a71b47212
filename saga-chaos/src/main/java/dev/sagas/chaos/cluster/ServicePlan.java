package dev.sagas.chaos.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A participant's process.
 *
 * @param name of the member
 * @param main its main class
 * @param arguments of its main class, from the file by which it shows that it is ready
 */
public record ServicePlan(String name, Class<?> main, Function<Path, List<String>> arguments) {}
