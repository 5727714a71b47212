package dev.sagas.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store must do. */
public abstract class ObjectStoreContract {
  private static final int WRITERS = 8;

  @TempDir private Path folder;

  /** The store under test; each test uses other keys. */
  protected abstract ObjectStore store();

  private boolean put(String key, String content) {
    return store().putIfAbsent(key, ObjectContent.of(content.getBytes(UTF_8)));
  }

  private String get(String key) throws IOException {
    try (InputStream in = store().get(key).orElseThrow()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private List<StoredObject> list(String prefix) {
    List<StoredObject> found = new ArrayList<>();
    store().list(prefix, found::add);
    return found;
  }

  @Test
  void shouldGiveBackWhatWasWritten() throws IOException {
    // when
    boolean isWritten = put("given/a.json", "héllo");

    // then
    assertThat(isWritten).isTrue();
    assertThat(get("given/a.json")).isEqualTo("héllo");
  }

  @Test
  void shouldKeepTheFirstObjectWhenTheKeyIsTaken() throws IOException {
    // given
    put("kept/a", "first");

    // when
    boolean isWritten = put("kept/a", "second");

    // then
    assertThat(isWritten).isFalse();
    assertThat(get("kept/a")).isEqualTo("first");
  }

  @Test
  void shouldLetOneOfManyWritersWin() throws Exception {
    // given
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      String content = "writer " + i;
      tasks.add(() -> put("raced/a", content));
    }

    // when
    int won = 0;
    for (Future<Boolean> result : writers.invokeAll(tasks)) {
      won += result.get() ? 1 : 0;
    }
    writers.shutdown();

    // then
    assertThat(won).isEqualTo(1);
    assertThat(get("raced/a")).startsWith("writer ");
  }

  @Test
  void shouldWriteFilesOfSeveralMegabytes() throws IOException {
    // given
    byte[] content = new byte[6 << 20];
    content[content.length - 1] = 7;
    Path file = Files.write(folder.resolve("large"), content);

    // when
    store().putIfAbsent("large/a.avro", ObjectContent.of(file));

    // then
    try (InputStream in = store().get("large/a.avro").orElseThrow()) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void shouldFindNothingWhenThereIsNoSuchObject() {
    assertThat(store().get("nothing/a")).isEmpty();
    assertThat(list("nothing/")).isEmpty();
  }

  @Test
  void shouldListByPrefixInTheOrderOfKeys() {
    // given
    put("listed/b/2", "22");
    put("listed/a/10", "10");
    put("listed/b-1", "1");
    put("listed/b/1", "1");
    put("listed-not/a", "1");

    // then
    assertThat(list("listed/"))
        .extracting(StoredObject::key)
        .containsExactly("listed/a/10", "listed/b-1", "listed/b/1", "listed/b/2");
    assertThat(list("listed/b/")).hasSize(2).contains(new StoredObject("listed/b/2", 2));
    assertThat(list("listed/b/1")).hasSize(1);
  }

  @Test
  void shouldDeleteAnObjectAndIgnoreOneThatIsGone() {
    // given
    put("deleted/a", "1");

    // when
    store().delete("deleted/a");
    store().delete("deleted/a");

    // then
    assertThat(store().get("deleted/a")).isEmpty();
    assertThat(put("deleted/a", "again")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "a//b", "../a", "a/../b", ".hidden", "a b", "ä", "a\\b"})
  void shouldRefuseAKeyOfAnotherForm(String key) {
    assertThatThrownBy(() -> put(key, "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + key + "'");
    assertThatThrownBy(() -> store().get(key)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store().delete(key)).isInstanceOf(IllegalArgumentException.class);
  }
}
