package dev.sagas.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.spring.RegistryImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** The factories of connection details, as Spring Boot finds them. */
class ConnectionDetailsFactoriesTest {
  @Test
  void shouldBeFoundAndMadeBySpringBoot() {
    assertThat(
            SpringFactoriesLoader.forDefaultResourceLocation().load(ConnectionDetailsFactory.class))
        .extracting(factory -> factory.getClass().getPackageName())
        .filteredOn(name -> name.startsWith("dev.sagas"))
        .hasSize(7);
  }

  @ParameterizedTest
  @CsvSource({
    "apicurio/apicurio-registry, http://here:7/apis/ccompat/v7",
    "docker.io/apicurio/apicurio-registry, http://here:7/apis/ccompat/v7",
    "confluentinc/cp-schema-registry, http://here:7",
    "aiven-open/karapace, http://here:7"
  })
  void shouldKnowTheAddressOfARegistryByItsImage(String repository, String url) {
    assertThat(RegistryImage.ofRepository(repository).orElseThrow().url("here", 7)).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({"apache/kafka", "my-apicurio/apicurio-registry-ui"})
  void shouldNotTakeOtherImagesForRegistries(String repository) {
    assertThat(RegistryImage.ofRepository(repository)).isEmpty();
  }
}
