package dev.sagas.archive.format;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys of an archive: {@code <topic>/archive.json}, {@code
 * <topic>/manifest/<partition>/<number>.json} and {@code
 * <topic>/segments/<partition>/<number>-<first offset>-<digits of the digest>.avro}.
 */
public final class ArchiveLayout {
  private static final int DIGEST_DIGITS = 16;
  private static final Pattern NUMBERED =
      Pattern.compile("(manifest|segments)/(\\d{5})/(\\d{10})(-.*\\.avro|\\.json)");

  private final String topic;

  /** Of this topic's archive. */
  public ArchiveLayout(String topic) {
    this.topic = topic;
  }

  /** The object of the archive's identity. */
  public String identity() {
    return topic + "/archive.json";
  }

  /** What all entries of all manifests begin with. */
  public String manifests() {
    return topic + "/manifest/";
  }

  /** What all entries of a partition's manifest begin with. */
  String manifests(int partition) {
    return manifests() + digits(partition, 5) + "/";
  }

  /** An entry of the manifest. */
  public String manifest(int partition, long number) {
    return manifests(partition) + digits(number, 10) + ".json";
  }

  /** What all segments begin with. */
  public String segments() {
    return topic + "/segments/";
  }

  /** What all segments of a partition begin with. */
  public String segments(int partition) {
    return segments() + digits(partition, 5) + "/";
  }

  /** The key of a segment, named after its content: no other content ever has it. */
  String segment(Stretch stretch, String sha256) {
    return "%s%s-%s-%s.avro"
        .formatted(
            segments(stretch.partition()),
            digits(stretch.number(), 10),
            digits(stretch.firstOffset(), 19),
            sha256.substring(0, DIGEST_DIGITS));
  }

  private static String digits(long number, int width) {
    return String.format(Locale.ROOT, "%0" + width + "d", number);
  }

  /** Partition and number in the key of a manifest's entry or of a segment. */
  public Optional<Numbered> numbered(String key) {
    if (!key.startsWith(topic + "/")) {
      return Optional.empty();
    }
    Matcher matcher = NUMBERED.matcher(key.substring(topic.length() + 1));
    return matcher.matches()
        ? Optional.of(
            new Numbered(Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3))))
        : Optional.empty();
  }

  /** Which segment of which partition. */
  public record Numbered(int partition, long number) {}
}
