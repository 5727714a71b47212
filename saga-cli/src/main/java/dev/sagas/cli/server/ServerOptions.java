package dev.sagas.cli.server;

import dev.sagas.cli.shared.TextInput;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Options of the commands that the orchestrators can answer over HTTP. */
public final class ServerOptions {
  private static final String SERVER = "--server";
  private static final String BROKERS = "--bootstrap-server";
  private static final int MAX_TOKEN_BYTES = 16 * 1024;

  @Option(
      names = SERVER,
      defaultValue = "${env:SAGA_SERVER}",
      paramLabel = "URL",
      description =
          "Ask the orchestrators at this address, such as http://localhost:8080, instead of"
              + " reading topics: the fast way (default: SAGA_SERVER in the environment, unless"
              + " --bootstrap-server is given).")
  private @Nullable String server;

  @Option(
      names = "--token-file",
      defaultValue = "${env:SAGA_TOKEN_FILE}",
      paramLabel = "FILE",
      description =
          "The file with the token for --server (default: SAGA_TOKEN_FILE in the environment, or"
              + " no token).")
  private @Nullable Path tokenFile;

  /** Created by picocli, which sets the options. */
  public ServerOptions() {}

  /**
   * The orchestrators, if they are to be asked.
   *
   * @param command the command that is run
   * @param topicsOnly options that only make sense with topics
   */
  public Optional<ServerCalls> chosen(CommandSpec command, String... topicsOnly)
      throws IOException {
    ParseResult given = command.commandLine().getParseResult();
    boolean named = given.hasMatchedOption(SERVER);
    if (server == null || server.isBlank() || (!named && given.hasMatchedOption(BROKERS))) {
      return Optional.empty();
    }
    for (String option : topicsOnly) {
      if (given.hasMatchedOption(option)) {
        throw new ParameterException(
            command.commandLine(),
            "Expected %s without --server: it needs %s".formatted(option, BROKERS));
      }
    }
    return Optional.of(new ServerCalls(address(command, server), token()));
  }

  private static URI address(CommandSpec command, String text) {
    try {
      URI address = URI.create(text.strip().replaceAll("/+$", ""));
      if (List.of("http", "https").contains(String.valueOf(address.getScheme()))
          && address.getHost() != null
          && address.getUserInfo() == null
          && address.getQuery() == null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw wrong(command, text, e);
    }
    throw wrong(command, text, new IllegalArgumentException(text));
  }

  private static ParameterException wrong(CommandSpec command, String text, Exception cause) {
    return new ParameterException(
        command.commandLine(),
        "Expected --server to be an address such as http://localhost:8080, but got " + text,
        cause);
  }

  private Optional<String> token() throws IOException {
    if (tokenFile == null) {
      return Optional.empty();
    }
    String token = TextInput.read(tokenFile.toString(), MAX_TOKEN_BYTES).strip();
    if (token.isEmpty() || !token.chars().allMatch(letter -> letter > ' ' && letter < 0x7f)) {
      throw new IOException("Expected one token in " + tokenFile + ", and nothing else");
    }
    return Optional.of(token);
  }
}
