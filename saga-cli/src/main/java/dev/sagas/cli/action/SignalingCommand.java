package dev.sagas.cli.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.cli.server.ServerCalls;
import dev.sagas.cli.server.ServerOptions;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.action.SignalOrder;
import dev.sagas.operate.action.Signals;
import dev.sagas.operate.action.Submitted;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a signal to one saga, or to those of many that wait for it. */
abstract class SignalingCommand implements SagaSubcommand {
  static final String EXIT_CODES =
      "Exit code: 0 accepted or kept, 1 refused, or it led to an incident; 2 could not be "
          + "done; 3 not known yet, it may still be accepted.";

  private static final String OPERATION_ID = "--operation-id";

  @Parameters(
      arity = "1..2",
      paramLabel = "[ID] NAME",
      hideParamSyntax = true,
      description =
          "The saga, and the name of the signal; of an approval the step's name, unless its"
              + " definition names another signal. Without ID, all that match the options that"
              + " select sagas and wait for this signal.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--dry-run",
      description = "With options that select sagas: send nothing, only show how many there are.")
  private boolean dryRun;

  @Option(
      names = OPERATION_ID,
      paramLabel = "ID",
      description =
          "With --server and options that select sagas: the id of the batch. With the same id"
              + " again, that batch is followed and nothing is sent twice.")
  private @Nullable String operationId;

  @Mixin private BulkOptions bulk;
  @Mixin private ServerOptions servers;
  @Mixin private AnswerOptions options;
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields
  SignalingCommand() {}

  /** What an orchestrator is not asked with, because it knows better. */
  abstract String[] topicsOnly();

  /** The signal for the topics. */
  abstract SignalOrder order(SignalName name, Deployment deployment) throws IOException;

  /** The signal for a batch, without its name. */
  abstract void describe(ObjectNode signal) throws IOException;

  /** Has an orchestrator send it to one saga. */
  abstract Submitted ask(ServerCalls server, SagaId saga, SignalName name) throws IOException;

  @Override
  public final Integer call() throws IOException {
    boolean one = words.size() > 1;
    bulk.requireFit(one, spec.commandLine());
    Optional<ServerCalls> server = servers.chosen(spec, topicsOnly());
    if (one && dryRun) {
      throw wrong("Expected --dry-run with options that select sagas");
    }
    if (operationId != null && (one || server.isEmpty())) {
      throw wrong(
          "Expected %s with --server and options that select sagas".formatted(OPERATION_ID));
    }
    SignalName name = named(words.get(words.size() - 1), SignalName::new);
    return one ? sendToOne(server, name) : sendToMany(server, name);
  }

  private int sendToOne(Optional<ServerCalls> server, SignalName name) throws IOException {
    SagaId saga = named(words.get(0), SagaId::new);
    Submitted submitted =
        server.isPresent()
            ? ask(server.get(), saga, name)
            : Signals.of(options.deployment(), options.timeout())
                .send(saga, order(name, options.deployment()));
    return AnswerOutput.of(spec, options.output())
        .print(AnsweredInput.signal(saga, name), submitted);
  }

  private int sendToMany(Optional<ServerCalls> server, SignalName name) throws IOException {
    BulkSignal.Source source =
        new BulkSignal.Source() {
          @Override
          public void describe(ObjectNode body) throws IOException {
            SignalingCommand.this.describe(body);
          }

          @Override
          public SignalOrder order() throws IOException {
            return SignalingCommand.this.order(name, options.deployment());
          }
        };
    BulkOrder order = new BulkSignal(name, source, Optional.ofNullable(operationId));
    try {
      BulkTarget target =
          server.isPresent()
              ? new ServerBulk(server.get(), order, bulk.filter())
              : new TopicBulk(options.deployment(), order, bulk.filter(), options.timeout());
      return new BulkRun(spec, bulk, options.output()).run(target, dryRun);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  final Submitted act(ServerCalls server, SagaId saga, String path, ObjectNode body)
      throws IOException {
    return server.act(ServerCalls.saga(saga, path), body, Optional.empty(), options.timeout());
  }

  private <T> T named(String text, Function<String, T> type) {
    try {
      return type.apply(text);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
