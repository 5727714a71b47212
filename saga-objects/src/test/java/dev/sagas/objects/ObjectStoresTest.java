package dev.sagas.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of stores. */
class ObjectStoresTest {
  @Test
  void shouldOpenAFolderAndABucketByTheirAddress() {
    try (ObjectStore folder = ObjectStores.open("file:///var/archive");
        ObjectStore bucket =
            ObjectStores.open("s3://sagas/a/b/?endpoint=http://localhost:1&region=eu-west-1")) {
      assertThat(folder).hasToString("folder /var/archive");
      assertThat(bucket).hasToString("s3://sagas/a/b/ at http://localhost:1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/archive",
        "ftp://host/archive",
        "file://var/archive",
        "s3:///prefix",
        "s3://Sagas/a",
        "s3://sagas/a?endpont=http://localhost",
        "s3://sagas/a?path-style=yes",
        "not an address"
      })
  void shouldShowAnExampleWhenTheAddressIsAnother(String address) {
    assertThatThrownBy(() -> ObjectStores.open(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(?s).*Expected an.* such as (file|s3)://.*");
  }

  @Test
  void shouldNotRepeatCredentialsOfAnAddress() {
    assertThatThrownBy(() -> ObjectStores.open("s3://KEY:SECRET@sagas/a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("SECRET");
  }
}
