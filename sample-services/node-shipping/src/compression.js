// The orchestrator compresses with LZ4, as many Java producers do; KafkaJS brings gzip alone, and
// ends with "LZ4 compression not implemented" on the first such record. Snappy and Zstandard would
// need a codec in the same way.
import kafkajs from 'kafkajs';
import lz4 from 'lz4js';

export function installCodecs() {
  kafkajs.CompressionCodecs[kafkajs.CompressionTypes.LZ4] = () => ({
    compress: async (encoder) => Buffer.from(lz4.compress(encoder.buffer)),
    decompress: async (bytes) => Buffer.from(lz4.decompress(bytes)),
  });
}
