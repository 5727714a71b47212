package dev.sagas.chaos.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The wall clock of one process, which can step; elapsed time stays right.
 *
 * <ul>
 *   <li>By libfaketime, which the process preloads and which reads a file once a second.
 * </ul>
 */
public final class FalseClock {
  private static final String RIGHT = "+0";
  private static final double MS_PER_SECOND = 1_000;

  private final Path file;

  private FalseClock(Path file) {
    this.file = file;
  }

  /** Why there can be none, if there cannot. */
  public static Optional<String> obstacle() {
    return library().isPresent()
        ? Optional.empty()
        : Optional.of("libfaketime is not installed (apt-get install libfaketime)");
  }

  private static Optional<Path> library() {
    return Stream.of(
            "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib", "/usr/lib64")
        .map(directory -> Path.of(directory, "faketime", "libfaketimeMT.so.1"))
        .filter(Files::exists)
        .findFirst();
  }

  /** A clock that is right, in a file of its own. */
  static FalseClock of(Path directory, String process) {
    FalseClock clock = new FalseClock(directory.resolve(process + ".clock"));
    clock.set(RIGHT);
    return clock;
  }

  /** What a process must be started with. */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        library()
            .orElseThrow(() -> new ClusterFailure("Expected libfaketime to be installed"))
            .toString(),
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0",
        "FAKETIME_TIMESTAMP_FILE",
        file.toString(),
        "FAKETIME_CACHE_DURATION",
        "1");
  }

  /** Makes it wrong by that much, within a second. */
  public void stepBy(long ms) {
    set(String.format(Locale.ROOT, "%+.3f", ms / MS_PER_SECOND));
  }

  /** Makes it right, within a second. */
  public void correct() {
    set(RIGHT);
  }

  private void set(String offset) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.createDirectories(next.toAbsolutePath().getParent());
      Files.writeString(next, offset, StandardCharsets.UTF_8);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ClusterFailure("Expected to set the clock in " + file, e);
    }
  }
}
