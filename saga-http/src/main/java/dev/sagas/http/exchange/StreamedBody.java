package dev.sagas.http.exchange;

import java.io.IOException;
import java.io.OutputStream;

/** A body that is written as it comes. */
@FunctionalInterface
public interface StreamedBody {
  /**
   * Writes until there is nothing more; on the thread of the request.
   *
   * @param out each flush sends what was written
   * @throws IOException if nobody reads any more
   */
  void writeTo(OutputStream out) throws IOException;
}
