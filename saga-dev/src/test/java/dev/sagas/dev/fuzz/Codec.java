package dev.sagas.dev.fuzz;

/** How a batch is compressed, by the name in the producer's {@code compression.type}. */
enum Codec {
  NONE("none"),
  GZIP("gzip"),
  SNAPPY("snappy"),
  LZ4("lz4"),
  ZSTD("zstd");

  private final String type;

  Codec(String type) {
    this.type = type;
  }

  String type() {
    return type;
  }
}
