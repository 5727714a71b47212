package dev.sagas.chaos.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main class of every process of the cluster: runs another one, and ends when the process that
 * started it has ended.
 */
final class Child {
  private static final Logger LOG = LoggerFactory.getLogger(Child.class);
  private static final int ORPHANED = 3;

  private Child() {}

  public static void main(String[] arguments) throws Throwable {
    Thread watch = new Thread(Child::endWithParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    try {
      var main = Class.forName(arguments[0]).getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** The parent never writes: the end of input means that it is gone. */
  private static void endWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.warn("Expected to watch the process that started this one", e);
    }
    Runtime.getRuntime().halt(ORPHANED);
  }
}
