package dev.sagas.samples.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.samples.customers.CustomersService;
import dev.sagas.samples.inventory.InventoryService;
import dev.sagas.samples.orders.OrdersService;
import dev.sagas.samples.payments.PaymentsService;
import dev.sagas.samples.shipping.ShippingService;
import dev.sagas.samples.testing.TestDatabase;
import dev.sagas.samples.trip.CarsService;
import dev.sagas.samples.trip.FlightsService;
import dev.sagas.samples.trip.HotelsService;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ServiceDatabaseTest {
  @Parameter private TestDatabase kind;
  @TempDir private Path directory;

  static List<SampleService> services() {
    return List.of(
        OrdersService.SERVICE,
        CustomersService.SERVICE,
        InventoryService.SERVICE,
        PaymentsService.SERVICE,
        ShippingService.SERVICE,
        CarsService.SERVICE,
        HotelsService.SERVICE,
        FlightsService.SERVICE);
  }

  @ParameterizedTest
  @MethodSource("services")
  void shouldMigrateOnceWhenOpenedTwice(SampleService service) throws Exception {
    // given
    DatabaseSettings settings = kind.create(directory);
    List<String> migrations;
    try (ServiceDatabase first = service.openDatabase(settings)) {
      migrations = migrations(first);
    }

    // when
    try (ServiceDatabase second = service.openDatabase(settings)) {

      // then
      assertThat(migrations(second)).isEqualTo(migrations).startsWith("0.1").hasSizeBetween(2, 3);
      assertThat(count(second, "saga_fence")).isZero();
    }
  }

  private static List<String> migrations(ServiceDatabase database) throws Exception {
    try (Connection connection = database.dataSource().getConnection()) {
      return new Sql(connection)
          .list(
              "SELECT \"version\" FROM \"flyway_schema_history\""
                  + " WHERE \"version\" IS NOT NULL AND \"success\" ORDER BY \"installed_rank\"",
              row -> row.getString(1));
    }
  }

  private static long count(ServiceDatabase database, String table) throws Exception {
    try (Connection connection = database.dataSource().getConnection()) {
      return new Sql(connection)
          .first("SELECT COUNT(*) FROM " + table, row -> row.getLong(1))
          .orElseThrow();
    }
  }
}
