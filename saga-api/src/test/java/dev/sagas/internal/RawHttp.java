package dev.sagas.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** HTTP with any headers: clients set some by themselves. */
public final class RawHttp {
  private RawHttp() {}

  /**
   * Sends a request and reads the whole answer.
   *
   * @param lines the request line and headers without {@code Connection}
   * @param body may be empty
   */
  public static String send(int port, String lines, byte[] body) throws IOException {
    String length = body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n";
    String head = lines.strip().replace("\n", "\r\n") + "\r\n" + length;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The status of the answer. */
  public static int status(int port, String lines, String body) throws IOException {
    String answer = send(port, lines, body.getBytes(StandardCharsets.UTF_8));
    return Integer.parseInt(answer.split(" ", 3)[1]);
  }
}
