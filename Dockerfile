# The orchestrator and its command, saga, without samples and without definitions.
#
# It copies what the Maven build made, so build first:
#
#   ./mvnw -Dmaven.test.skip=true package && docker compose build
#
# It is not a multi-stage build on purpose: the image has the very jars that the tests ran with, and
# needs no second JDK image.
ARG SAGA_JRE_IMAGE=eclipse-temurin:17-jre
FROM ${SAGA_JRE_IMAGE}

RUN mkdir -p /var/lib/saga /opt/saga/definitions && chown 10001:10001 /var/lib/saga

# Jars of definitions that are mounted or copied here are run by the orchestrator.
ENV SAGA_DEFINITIONS_DIR=/opt/saga/definitions

COPY saga /opt/saga/saga
COPY saga-orchestrator/target/lib /opt/saga/lib

# An archive of classes, so that a start need not load and check them: made by a start that finds no
# Kafka. The launcher uses it where it fits the JVM; --build-arg SAGA_SHARED_CLASSES=off leaves it out.
ARG SAGA_SHARED_CLASSES=on
RUN [ "$SAGA_SHARED_CLASSES" = off ] || { \
      JAVA_OPTS=-XX:ArchiveClassesAtExit=/opt/saga/saga-classes.jsa /opt/saga/saga orchestrator \
        -P bootstrap.servers=127.0.0.1:1 -P schema.registry.url=http://127.0.0.1:1 -P http.port=0 \
        -P state.dir=/tmp/saga-state -P kafka.default.api.timeout.ms=2000 \
        -P kafka.request.timeout.ms=1000 >/dev/null 2>&1; \
      rm -rf /tmp/saga-state; test -s /opt/saga/saga-classes.jsa; }

# A number, not a name: it needs no entry in the image's user table.
USER 10001:10001
WORKDIR /var/lib/saga
VOLUME /var/lib/saga

# The root may be read-only. RocksDB unpacks its library to /tmp and runs it from there: a tmpfs there
# needs the option exec.
HEALTHCHECK --start-period=3m --start-interval=1s --interval=30s --timeout=5s --retries=3 \
  CMD ["sh", "-c", "exec curl -fsS http://127.0.0.1:${SAGA_HTTP_PORT:-8080}/health/ready"]
ENTRYPOINT ["/opt/saga/saga"]
CMD ["--help"]
