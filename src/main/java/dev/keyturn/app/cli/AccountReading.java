package dev.keyturn.app.cli;

import dev.keyturn.fleet.CredentialReportWait;
import dev.keyturn.fleet.Fleet;
import dev.keyturn.inventory.KnownUsers;
import dev.keyturn.inventory.ListedTags;
import dev.keyturn.inventory.ListedUser;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.UserDescription;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.SecretStore;
import dev.keyturn.port.TaggedSecrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what an account tells of its users beside the report, as far as it may be read: three calls
 * with the report's, where the account is small and its report is there. What is denied is noted,
 * and does not end the audit of the rest.
 */
final class AccountReading {
  private final Connection aws;
  private final ProgressPrinter progress;
  private final List<SecretStore> stores = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  AccountReading(Connection aws, ProgressPrinter progress) {
    this.aws = aws;
    this.progress = progress;
    stores.add(aws.secrets());
  }

  /** Looks for adopted secrets in another Region of the account, too. */
  void alsoIn(SecretStore region) {
    stores.add(region);
  }

  /** The credential report, waited for. */
  CredentialReportWait.Outcome report(CliEnvironment environment) {
    CredentialReportWait wait =
        new CredentialReportWait(
            aws.users(), aws.clock(), environment.sleeper(), environment.stop());
    CredentialReportWait.Outcome outcome =
        wait.get(waited ->
            progress.show(
                "", "waiting for IAM's credential report, %d s".formatted(seconds(waited))));
    progress.clear();
    return outcome;
  }

  private static long seconds(Duration duration) {
    return duration.toSeconds();
  }

  /** The users and the secrets that look after their keys. */
  KnownUsers users() {
    List<ListedUser> users =
        switch (aws.users().withTags()) {
          case ReadResult.Got<List<UserDescription>>(List<UserDescription> all) -> listed(all, "");
          case ReadResult.Absent<List<UserDescription>> none -> List.of();
          case ReadResult.Failed<List<UserDescription>>(Failure failure) -> {
            notSeen("Tags of users, and so owners and exemptions", failure);
            yield withoutTags("not read: " + failure.word() + " at " + failure.action());
          }
        };
    return new KnownUsers(users, secrets(), "IAM does not list the user");
  }

  private List<ListedUser> withoutTags(String whyNoTags) {
    return switch (aws.users().withoutTags()) {
      case ReadResult.Got<List<UserDescription>>(List<UserDescription> all) ->
          listed(all, whyNoTags);
      case ReadResult.Absent<List<UserDescription>> none -> List.of();
      case ReadResult.Failed<List<UserDescription>>(Failure failure) -> {
        notSeen("IDs of users, and so which secret looks after whose keys", failure);
        yield List.of();
      }
    };
  }

  private static List<ListedUser> listed(List<UserDescription> users, String whyNoTags) {
    return users.stream()
        .map(user ->
            new ListedUser(
                user.arn(),
                user.id(),
                user.tags()
                    .<ListedTags>map(ListedTags.Known::new)
                    .orElseGet(() -> new ListedTags.NotRead(whyNoTags))))
        .toList();
  }

  private List<SecretDescription> secrets() {
    return stores.stream().flatMap(store -> secrets(store).stream()).toList();
  }

  private List<SecretDescription> secrets(SecretStore store) {
    return switch (Fleet.described(store)) {
      case ReadResult.Got<TaggedSecrets>(TaggedSecrets listed) -> {
        listed
            .unreadable()
            .forEach(odd -> notSeen("Tags of the secret " + odd.words(), odd.failure()));
        yield listed.secrets();
      }
      case ReadResult.Absent<TaggedSecrets> none -> List.of();
      case ReadResult.Failed<TaggedSecrets>(Failure failure) -> {
        notSeen("Adopted secrets", failure);
        yield List.of();
      }
    };
  }

  /** Notes what could not be seen. */
  void notSeen(String what, Failure failure) {
    missing.add("%s were not seen. %s".formatted(what, failure.sentence()));
  }

  /** What could not be seen, and why, a sentence each. */
  List<String> missing() {
    return List.copyOf(missing);
  }
}
