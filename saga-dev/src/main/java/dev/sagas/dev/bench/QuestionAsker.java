package dev.sagas.dev.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * An operator who asks an orchestrator about sagas that wait, one question after the other, 20 a
 * second if they are answered that fast.
 */
final class QuestionAsker {
  private static final Duration STEP = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final long SEED = 4711;
  private static final double MICROS_PER_MS = 1_000;
  private static final double MS_PER_SECOND = 1_000;
  private static final double HALF = 50;
  private static final double NEARLY_ALL = 99;
  private static final Pattern VISIBLE =
      Pattern.compile("saga_commit_visible_seconds(_count|_max|\\{.*?}) ([0-9.Ee+-]+)");

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final String address;
  private final int sagas;
  private final Map<Question, Histogram> micros = new EnumMap<>(Question.class);

  /**
   * Asks this orchestrator.
   *
   * @param address such as {@code http://127.0.0.1:8080}
   * @param sagas how many wait
   */
  QuestionAsker(String address, int sagas) {
    this.address = address;
    this.sagas = sagas;
    forget();
  }

  /** Forgets what was measured so far. */
  synchronized void forget() {
    for (Question question : Question.values()) {
      micros.put(question, new Histogram(3));
    }
  }

  /** Asks until the traffic stops. */
  void run(Traffic traffic) throws InterruptedException {
    SplittableRandom random = new SplittableRandom(SEED);
    Question[] questions = Question.values();
    for (int i = 0; !traffic.isStopping(); i++) {
      long beganNanos = System.nanoTime();
      Question question = questions[i % questions.length];
      ask(question.path(random.nextInt(sagas)));
      record(question, System.nanoTime() - beganNanos);
      LockSupport.parkNanos(STEP.toNanos() - (System.nanoTime() - beganNanos));
    }
  }

  private synchronized void record(Question question, long nanos) {
    Histogram histogram = micros.get(question);
    if (histogram != null) {
      histogram.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
    }
  }

  private String ask(String path) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(address + path)).timeout(LIMIT).build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new BenchFailure(
            "Expected %s to be answered, but got %s".formatted(path, answer.statusCode()));
      }
      return answer.body();
    } catch (IOException e) {
      throw new BenchFailure("Expected %s to be answered".formatted(path), e);
    }
  }

  /** How the questions were answered, and how long commits took to be shown. */
  synchronized List<Question.Answered> answered() {
    List<Question.Answered> all = new ArrayList<>();
    micros.forEach(
        (question, histogram) ->
            all.add(
                new Question.Answered(
                    question.label(),
                    histogram.getTotalCount(),
                    histogram.getValueAtPercentile(HALF) / MICROS_PER_MS,
                    histogram.getValueAtPercentile(NEARLY_ALL) / MICROS_PER_MS,
                    histogram.getMaxValue() / MICROS_PER_MS)));
    try {
      all.add(visible());
    } catch (InterruptedException e) {
      throw BenchFailure.interrupted(e);
    }
    return all;
  }

  /** How long commits took to be shown, as the orchestrator's metrics have it. */
  private Question.Answered visible() throws InterruptedException {
    Map<String, Double> values = new HashMap<>();
    Matcher line = VISIBLE.matcher(ask("/metrics"));
    while (line.find()) {
      values.put(line.group(1), Double.parseDouble(line.group(2)));
    }
    return new Question.Answered(
        "commit to visible",
        values.getOrDefault("_count", 0.0).longValue(),
        values.getOrDefault("{quantile=\"0.5\"}", Double.NaN) * MS_PER_SECOND,
        values.getOrDefault("{quantile=\"0.99\"}", Double.NaN) * MS_PER_SECOND,
        values.getOrDefault("_max", Double.NaN) * MS_PER_SECOND);
  }
}
