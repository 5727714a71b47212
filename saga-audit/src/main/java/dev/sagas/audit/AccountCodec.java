package dev.sagas.audit;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.ChainLink;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.wire.Position;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * Encodes accounts that are at rest, for the duration of one audit.
 *
 * <ul>
 *   <li>About 350 bytes for a saga with one run of three steps.
 * </ul>
 */
final class AccountCodec {
  private final AuditScope scope;

  AccountCodec(AuditScope scope) {
    this.scope = scope;
  }

  byte[] encode(SagaAccount account) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeBoolean(account.outcomes().isRefused());
      out.writeInt(account.chains().size());
      for (Map.Entry<RunId, SagaChain> run : account.chains().entrySet()) {
        out.writeUTF(run.getKey().toString());
        out.writeBoolean(account.outcomes().isMatched(run.getKey()));
        write(run.getValue().atRest(), out);
      }
      Optional<KeptCheckpoint> checkpoint = account.checkpoint();
      out.writeBoolean(checkpoint.isPresent());
      if (checkpoint.isPresent()) {
        write(checkpoint.get(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  SagaAccount decode(SagaId saga, byte[] value) {
    SagaAccount account = new SagaAccount(saga, scope);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
      if (in.readBoolean()) {
        account.outcomes().setRefused();
      }
      for (int left = in.readInt(); left > 0; left--) {
        RunId run = new RunId(in.readUTF());
        if (in.readBoolean()) {
          account.outcomes().setMatched(run);
        }
        account.add(run, new SagaChain(scope, saga, atRest(in)));
      }
      if (in.readBoolean()) {
        account.setCheckpoint(Optional.of(checkpoint(in)));
      }
      return account;
    } catch (IOException e) {
      throw new UncheckedIOException("Expected an account of saga " + saga, e);
    }
  }

  private static void write(RunAtRest run, DataOutputStream out) throws IOException {
    write(run.head(), out);
    RunEnd end = run.end();
    out.writeUTF(end.outcome().name());
    out.writeLong(end.forgetAtMs());
    write(end.position(), out);
    boolean endsAtHead = end.at().equals(run.head());
    out.writeBoolean(endsAtHead);
    if (!endsAtHead) {
      write(end.at(), out);
    }
    out.writeBoolean(run.endDigest().isPresent());
    if (run.endDigest().isPresent()) {
      write(run.endDigest().get(), out);
    }
    out.writeBoolean(run.partial());
    out.writeBoolean(run.undoUnproven());
    run.fence().write(out);
  }

  private static RunAtRest atRest(DataInputStream in) throws IOException {
    ChainHead head = head(in);
    SagaStatus outcome = SagaStatus.valueOf(in.readUTF());
    long forgetAtMs = in.readLong();
    Position position = position(in);
    ChainHead at = in.readBoolean() ? head : head(in);
    Optional<Digest> endDigest = in.readBoolean() ? Optional.of(digest(in)) : Optional.empty();
    return new RunAtRest(
        head,
        new RunEnd(outcome, at, position, forgetAtMs),
        endDigest,
        in.readBoolean(),
        in.readBoolean(),
        FenceWitness.read(in));
  }

  private static void write(ChainHead head, DataOutputStream out) throws IOException {
    out.writeLong(head.revision());
    write(head.stated(), out);
    boolean holds = head.computed().equals(head.stated());
    out.writeBoolean(holds);
    if (!holds) {
      write(head.computed(), out);
    }
    out.writeLong(head.atMs());
    out.writeUTF(head.status().name());
  }

  private static ChainHead head(DataInputStream in) throws IOException {
    long revision = in.readLong();
    Digest stated = digest(in);
    Digest computed = in.readBoolean() ? stated : digest(in);
    return new ChainHead(
        revision, stated, computed, in.readLong(), SagaStatus.valueOf(in.readUTF()));
  }

  private static void write(KeptCheckpoint kept, DataOutputStream out) throws IOException {
    write(kept.position(), out);
    out.writeUTF(kept.problem());
    out.writeBoolean(kept.mark().isPresent());
    if (kept.mark().isPresent()) {
      write(kept.mark().get(), out);
    }
  }

  private static void write(KeptCheckpoint.Mark mark, DataOutputStream out) throws IOException {
    out.writeUTF(mark.run().toString());
    out.writeLong(mark.chain().revision());
    write(mark.chain().hash(), out);
    write(mark.state(), out);
  }

  private static KeptCheckpoint checkpoint(DataInputStream in) throws IOException {
    Position position = position(in);
    String problem = in.readUTF();
    return new KeptCheckpoint(
        position, in.readBoolean() ? Optional.of(mark(in)) : Optional.empty(), problem);
  }

  private static KeptCheckpoint.Mark mark(DataInputStream in) throws IOException {
    RunId run = new RunId(in.readUTF());
    ChainLink chain = new ChainLink(in.readLong(), digest(in));
    return new KeptCheckpoint.Mark(run, chain, digest(in));
  }

  private static void write(Position position, DataOutputStream out) throws IOException {
    out.writeUTF(position.topic());
    out.writeInt(position.partition());
    out.writeLong(position.offset());
  }

  private static Position position(DataInputStream in) throws IOException {
    return new Position(in.readUTF(), in.readInt(), in.readLong());
  }

  private static void write(Digest digest, DataOutputStream out) throws IOException {
    out.write(digest.value().array());
  }

  private static Digest digest(DataInputStream in) throws IOException {
    byte[] value = new byte[Digest.SIZE];
    in.readFully(value);
    return new Digest(Bytes.of(value));
  }
}
