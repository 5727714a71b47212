package dev.sagas.archive.claims;

import dev.sagas.claims.ClaimKeys;
import dev.sagas.objects.ObjectStore;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * What the store has of the contents whose digests begin with the same two digits. Objects whose
 * names have another form are left alone.
 *
 * @param contents digests, and how long each is as it is stored
 * @param leases digests, and the days on which each was stored
 */
record ClaimFolder(
    Map<String, Long> contents, Map<String, List<LocalDate>> leases, Set<String> condemned) {
  private static final int FOLDERS = 256;
  private static final List<String> ALL =
      IntStream.range(0, FOLDERS).mapToObj("%02x"::formatted).toList();

  /** The digits of all folders. */
  static List<String> all() {
    return ALL;
  }

  /** Contents first: a writer stores the lease before the content. */
  static ClaimFolder list(ObjectStore store, String digits) {
    Map<String, Long> contents = new TreeMap<>();
    Map<String, List<LocalDate>> leases = new TreeMap<>();
    Set<String> condemned = new HashSet<>();
    each(
        store, ClaimKeys.CONTENTS + digits + "/", (key, bytes) -> contents.put(sha256(key), bytes));
    each(
        store,
        ClaimKeys.LEASES + digits + "/",
        (key, bytes) ->
            day(key)
                .ifPresent(
                    day ->
                        leases.computeIfAbsent(sha256(key), sha256 -> new ArrayList<>()).add(day)));
    each(store, ClaimKeys.CONDEMNED + digits + "/", (key, bytes) -> condemned.add(sha256(key)));
    return new ClaimFolder(contents, leases, condemned);
  }

  /** The days on which a content was stored, as they are now. */
  static List<LocalDate> leases(ObjectStore store, String sha256) {
    List<LocalDate> days = new ArrayList<>();
    each(store, ClaimKeys.leases(sha256), (key, bytes) -> day(key).ifPresent(days::add));
    return days;
  }

  /** What is condemned in the whole store. */
  static Set<String> condemned(ObjectStore store) {
    Set<String> condemned = new TreeSet<>();
    each(store, ClaimKeys.CONDEMNED, (key, bytes) -> condemned.add(sha256(key)));
    return condemned;
  }

  private static void each(ObjectStore store, String prefix, BiConsumer<String, Long> sink) {
    store.list(
        prefix,
        object -> {
          if (sha256(object.key()).matches("[0-9a-f]{64}")) {
            sink.accept(object.key(), object.bytes());
          }
        });
  }

  private static String sha256(String key) {
    return ClaimKeys.digestOf(key);
  }

  private static Optional<LocalDate> day(String key) {
    try {
      return Optional.of(LocalDate.parse(key.substring(key.lastIndexOf('/') + 1)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Every digest of which there is anything. */
  Set<String> digests() {
    Set<String> all = new TreeSet<>(contents.keySet());
    all.addAll(leases.keySet());
    all.addAll(condemned);
    return all;
  }

  /** The days on which a content was stored, as they were when the folder was listed. */
  List<LocalDate> leasesOf(String sha256) {
    return leases.getOrDefault(sha256, List.of());
  }
}
