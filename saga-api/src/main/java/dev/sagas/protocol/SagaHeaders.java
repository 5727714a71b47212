package dev.sagas.protocol;

/** Names of the Kafka record headers that carry a saga's metadata. Values are UTF-8 strings. */
public final class SagaHeaders {
  public static final String SAGA_ID = "saga-id";
  public static final String RUN = "saga-run";
  public static final String TYPE = "saga-type";
  public static final String VERSION = "saga-version";
  public static final String STEP = "saga-step";
  public static final String ACTION = "saga-action";
  public static final String ATTEMPT = "saga-attempt";
  public static final String COMMAND_ID = "saga-command-id";
  public static final String DEDUPLICATION_KEY = "saga-dedup-key";
  public static final String REPLY_TO = "saga-reply-to";
  public static final String REPLY_PARTITION = "saga-reply-partition";

  /** When this attempt times out, epoch ms. */
  public static final String DEADLINE = "saga-deadline";

  /** Until when the participant's fence must remember the command, epoch ms. */
  public static final String FENCE_UNTIL = "saga-fence-until";

  public static final String TRACE_PARENT = "traceparent";

  /** On a compensate: the deduplication key of the execute that it undoes. */
  public static final String UNDOES = "saga-undoes";

  /** On a compensate: {@link #EXECUTE_SUCCEEDED} or {@link #EXECUTE_UNKNOWN}. */
  public static final String EXECUTE_OUTCOME = "saga-execute-outcome";

  public static final String EXECUTE_SUCCEEDED = "succeeded";
  public static final String EXECUTE_UNKNOWN = "unknown";

  /** On a reply: the command id that it answers. */
  public static final String IN_REPLY_TO = "saga-in-reply-to";

  /** On a reply: a {@link StepOutcome}. */
  public static final String OUTCOME = "saga-outcome";

  /** On a reply or dead letter: a stable code. */
  public static final String ERROR_CODE = "saga-error-code";

  /** On a reply or dead letter: at most {@link #MAX_ERROR_MESSAGE_BYTES} for a person. */
  public static final String ERROR_MESSAGE = "saga-error-message";

  /**
   * On a {@code failed} reply: how many ms the next attempt must wait at least, up to {@link
   * #MAX_RETRY_AFTER_MS}.
   */
  public static final String RETRY_AFTER = "saga-retry-after";

  /** On a reply: {@code topic-partition-offset} of the command. */
  public static final String COMMAND_POSITION = "saga-command-position";

  public static final String SIGNAL = "saga-signal";

  /** On a request: an id chosen by the caller, returned in the answer. */
  public static final String REQUEST_ID = "saga-request-id";

  /** On a request: {@code name=value} pairs joined by commas. */
  public static final String LABELS = "saga-labels";

  /** On a request or signal: who asked for it, as the writer of the record says. */
  public static final String REQUESTED_BY = "saga-requested-by";

  /** On a dead letter: {@code topic-partition-offset} of the record that could not be applied. */
  public static final String ORIGIN = "saga-origin";

  /** On a dead letter without its record's value: how many bytes that has. */
  public static final String VALUE_BYTES = "saga-value-bytes";

  /** On a dead letter without its record's value: the SHA-256 of that, in hex. */
  public static final String VALUE_SHA256 = "saga-value-sha256";

  /** On a dead letter without its record's headers: how many bytes those have. */
  public static final String HEADERS_BYTES = "saga-headers-bytes";

  /** On a dead letter without its record's headers: the SHA-256 of those, in hex. */
  public static final String HEADERS_SHA256 = "saga-headers-sha256";

  /** On a dead letter without its record's key: how many bytes that has. */
  public static final String KEY_BYTES = "saga-key-bytes";

  /** On a dead letter without its record's key: the SHA-256 of that, in hex. */
  public static final String KEY_SHA256 = "saga-key-sha256";

  /**
   * On a record that was on a wrong partition and was re-routed: {@code topic-partition-offset}.
   */
  public static final String REROUTED_FROM = "saga-rerouted-from";

  /** On a record that was a dead letter: {@code topic-partition-offset} of that letter. */
  public static final String REDRIVEN_FROM = "saga-redriven-from";

  /** On a record that was a dead letter: who sent it again, and why: {@code actor: reason}. */
  public static final String REDRIVEN_BY = "saga-redriven-by";

  /**
   * On a note among the dead letters: {@code topic-partition-offset} of the letter that an operator
   * discarded. A note has no value and no {@link #ORIGIN}.
   */
  public static final String DISCARDS = "saga-discards";

  /** On such a note: who discarded the letter, and why: {@code actor: reason}. */
  public static final String DISCARDED_BY = "saga-discarded-by";

  public static final int MAX_ERROR_MESSAGE_BYTES = 1024;

  /** What the orchestrator reads of one header. */
  public static final int MAX_HEADER_BYTES = 2560;

  /** How long {@link #LABELS} may be; in UTF-8 at most {@link #MAX_HEADER_BYTES} as well. */
  public static final int MAX_LABELS_CHARS = 2048;

  /** One day. */
  public static final long MAX_RETRY_AFTER_MS = 86_400_000;

  private SagaHeaders() {}
}
