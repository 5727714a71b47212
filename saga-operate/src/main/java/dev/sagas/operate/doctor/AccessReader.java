package dev.sagas.operate.doctor;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads the rights of the connecting principal. */
final class AccessReader {
  private final Admin admin;

  AccessReader(Admin admin) {
    this.admin = admin;
  }

  /**
   * The rights.
   *
   * @param unseen topics of the deployment that the brokers do not list
   */
  Reading<AccessView> read(String group, Set<String> unseen) {
    Optional<Integer> acls;
    try {
      acls = Optional.of(Calls.get(admin.describeAcls(AclBindingFilter.ANY).values()).size());
    } catch (SecurityDisabledException e) {
      return Reading.failed("the brokers have no authorizer, so everyone may do everything");
    } catch (AuthorizationException e) {
      acls = Optional.empty(); // there is an authorizer, and it does not let them be listed
    } catch (KafkaException e) {
      return Reading.failed("ACLs cannot be read: " + Calls.reason(e));
    }
    return Reading.at(new AccessView(operations(group), acls, hidden(unseen)));
  }

  /** Without the right, brokers refuse to describe a topic whether it exists or not. */
  private Set<String> hidden(Set<String> unseen) {
    Set<String> hidden = new HashSet<>();
    admin
        .describeTopics(unseen)
        .topicNameValues()
        .forEach(
            (name, topic) -> {
              try {
                Calls.get(topic);
              } catch (AuthorizationException e) {
                hidden.add(name);
              } catch (UnknownTopicOrPartitionException e) {
                return; // it is missing, and may be described
              }
            });
    return hidden;
  }

  private Optional<Set<String>> operations(String group) {
    DescribeConsumerGroupsOptions options =
        new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
    try {
      ConsumerGroupDescription described =
          Calls.get(admin.describeConsumerGroups(List.of(group), options).all()).get(group);
      return described == null
          ? Optional.empty()
          : TopicsReader.operations(described.authorizedOperations());
    } catch (GroupIdNotFoundException e) {
      return Optional.empty(); // no one has joined it yet
    } catch (AuthorizationException e) {
      return Optional.of(Set.of());
    }
  }
}
