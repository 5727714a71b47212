package dev.sagas.architecture.bad;

import java.io.ByteArrayOutputStream;
import java.io.FileReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.Charset;
import java.text.NumberFormat;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Properties;
import java.util.function.UnaryOperator;

/** Each method reads or writes text by the machine's locale or charset. */
@SuppressWarnings({"DefaultCharset", "StringCaseLocaleUsage"})
public final class DependsOnTheMachine {
  private DependsOnTheMachine() {}

  static String lowers(String text) {
    return text.toLowerCase();
  }

  static UnaryOperator<String> uppersByReference() {
    return String::toUpperCase;
  }

  static byte[] encodes(String text) {
    return text.getBytes();
  }

  static String decodes(byte[] bytes) {
    return new String(bytes);
  }

  static String decodesOutput(ByteArrayOutputStream out) {
    return out.toString();
  }

  static Reader readsFile(String file) throws IOException {
    return new FileReader(file);
  }

  static Reader readsStream(InputStream in) {
    return new InputStreamReader(in);
  }

  static PrintWriter writes(OutputStream out) {
    return new PrintWriter(out);
  }

  static void loads(Properties properties, InputStream in) throws IOException {
    properties.load(in);
  }

  static NumberFormat numbers() {
    return NumberFormat.getInstance();
  }

  static DateTimeFormatter dates() {
    return DateTimeFormatter.ofPattern("d MMM");
  }

  static Charset charset() {
    return Charset.defaultCharset();
  }

  static Locale locale() {
    return Locale.getDefault();
  }
}
