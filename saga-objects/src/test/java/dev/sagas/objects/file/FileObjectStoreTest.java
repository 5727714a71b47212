package dev.sagas.objects.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStoreContract;
import dev.sagas.objects.ObjectStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects in a folder. */
class FileObjectStoreTest extends ObjectStoreContract {
  private static final int ROUNDS = 300;

  @TempDir private Path root;
  private ObjectStore store;

  @BeforeEach
  void open() {
    store = new FileObjectStore(root.resolve("made/when/needed"));
  }

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Test
  void shouldLeaveNothingWhenTheContentCannotBeRead() throws IOException {
    // given
    ObjectContent broken =
        new ObjectContent() {
          @Override
          public long bytes() {
            return 10;
          }

          @Override
          public InputStream open() throws IOException {
            throw new IOException("gone");
          }
        };

    // when, then
    assertThatThrownBy(() -> store.putIfAbsent("a/b", broken))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessageContaining("a/b")
        .hasMessageContaining("gone");
    assertThat(store.get("a/b")).isEmpty();
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void shouldNotListWhatAKilledWriterLeft() throws IOException {
    // given
    Path temporary = Files.createDirectories(root.resolve("made/when/needed/.tmp"));
    Files.writeString(temporary.resolve("put-1.tmp"), "half");
    store.putIfAbsent("a", ObjectContent.of(new byte[1]));

    // then
    java.util.List<String> keys = new java.util.ArrayList<>();
    store.list("", object -> keys.add(object.key()));
    assertThat(keys).containsExactly("a");
  }

  @Test
  void shouldLeaveNoEmptyFolderWhenItsLastObjectIsDeleted() {
    // given
    store.putIfAbsent("a/b/1", ObjectContent.of(new byte[1]));
    store.putIfAbsent("a/b/2", ObjectContent.of(new byte[1]));

    // when
    store.delete("a/b/1");

    // then
    assertThat(root.resolve("made/when/needed/a/b")).isDirectory();

    // when
    store.delete("a/b/2");

    // then
    assertThat(root.resolve("made/when/needed/a/b")).doesNotExist();
    assertThat(store.putIfAbsent("a/b/1", ObjectContent.of(new byte[1]))).isTrue();
  }

  @Test
  void shouldWriteAndListWhileOthersDeleteInTheSameFolder() throws Exception {
    // given
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                store.putIfAbsent("a/b/other", ObjectContent.of(new byte[1]));
                store.delete("a/b/other");
              }
            });

    // when
    for (int i = 0; i < ROUNDS; i++) {
      assertThat(store.putIfAbsent("a/b/own", ObjectContent.of(new byte[1]))).isTrue();
      java.util.List<String> keys = new java.util.ArrayList<>();
      store.list("a/", object -> keys.add(object.key()));
      assertThat(keys).contains("a/b/own");
      store.delete("a/b/own");
    }

    // then
    other.get();
  }
}
