package dev.keyturn.app.cli;

import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.MemberRole;
import dev.keyturn.aws.RoleSession;
import dev.keyturn.aws.SharedFiles;
import dev.keyturn.port.OrganizationLists;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WorkQueue;
import java.time.Instant;

/**
 * The accounts that a connection to AWS leads to.
 *
 * @param hub as whom the others' roles are assumed
 */
record AwsAccounts(AwsConnection hub, SharedFiles files) implements OtherAccounts {
  @Override
  public OrganizationLists organization() {
    return hub.organization();
  }

  @Override
  public WorkQueue queue(String url) {
    return hub.queue(url);
  }

  @Override
  public Session session(MemberRole role) {
    return new InRole(hub, hub.session(role), files);
  }

  private record InRole(AwsConnection hub, RoleSession role, SharedFiles files) implements Session {
    @Override
    public ReadResult<String> roleArn() {
      return role.roleArn();
    }

    @Override
    public ReadResult<Instant> begin() {
      return role.begin();
    }

    @Override
    public Member in(String region) {
      AwsConnection there = hub.as(role, region);
      return new Member(AwsConnector.of(there, files), there::close);
    }
  }
}
