# The orchestrator and its command, saga, without samples and without definitions.
#
# It copies what the Maven build made, so build first:
#
#   ./mvnw -DskipTests package && docker compose build
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

# A number, not a name: it needs no entry in the image's user table.
USER 10001:10001
WORKDIR /var/lib/saga
VOLUME /var/lib/saga
ENTRYPOINT ["/opt/saga/saga"]
CMD ["--help"]
