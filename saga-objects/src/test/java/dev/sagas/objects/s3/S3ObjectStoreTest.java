package dev.sagas.objects.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStoreContract;
import dev.sagas.objects.ObjectStoreException;
import dev.sagas.objects.ObjectStores;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Objects in a real implementation of S3, in this process. */
class S3ObjectStoreTest extends ObjectStoreContract {
  private static final int MORE_THAN_A_PAGE = 1_050;
  private static LocalS3 server;
  private static ObjectStore store;

  @BeforeAll
  static void start() throws Exception {
    server = LocalS3.start();
    server.createBucket("sagas");
    store = ObjectStores.open(server.address("sagas", "below/this"));
  }

  @AfterAll
  static void stop() {
    store.close();
    server.close();
  }

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Test
  void shouldListMoreThanFitsIntoOneAnswer() {
    // given
    IntStream.range(0, MORE_THAN_A_PAGE)
        .parallel()
        .forEach(i -> store.putIfAbsent("many/" + i, ObjectContent.of(new byte[0])));

    // then
    AtomicInteger found = new AtomicInteger();
    store.list("many/", object -> found.incrementAndGet());
    assertThat(found).hasValue(MORE_THAN_A_PAGE);
  }

  @Test
  void shouldNameBucketAndKeyWhenTheBucketDoesNotExist() {
    try (ObjectStore none = ObjectStores.open(server.address("nobody", ""))) {
      assertThatThrownBy(() -> none.putIfAbsent("a/b", ObjectContent.of(new byte[1])))
          .isInstanceOf(ObjectStoreException.class)
          .hasMessageContaining("a/b")
          .hasMessageContaining("s3://nobody/");
    }
  }

  @Test
  void shouldSayWhatIsAwayAndKeepTheSecretWhenNothingAnswers() {
    try (ObjectStore away =
        ObjectStores.open("s3://sagas/a?endpoint=http://127.0.0.1:1&region=eu-west-1")) {
      assertThatThrownBy(() -> away.get("a/b"))
          .isInstanceOf(ObjectStoreException.class)
          .hasMessageContaining("s3://sagas/a/ at http://127.0.0.1:1")
          .hasMessageNotContaining(LocalS3.SECRET);
    }
  }
}
