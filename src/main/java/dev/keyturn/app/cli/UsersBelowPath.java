package dev.keyturn.app.cli;

import dev.keyturn.fleet.Fleet;
import dev.keyturn.inventory.SecretNamePattern;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.UserDescription;
import dev.keyturn.model.UserName;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.rotate.Adoption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The users whose path begins in a way, each with the secret that a pattern names. ListUsers tells
 * no tags, so that each user is asked for: a tag may be in the pattern, and one says that nobody is
 * to touch the user's keys.
 */
final class UsersBelowPath {
  private final Arguments arguments;
  private final AccountUsers users;

  UsersBelowPath(CommandContext context) {
    this.arguments = context.arguments();
    this.users = context.connection().users();
  }

  AskedAdoption.Reading read() {
    String path = arguments.text(AdoptOptions.PATH).orElseThrow();
    return switch (users.below(path)) {
      case ReadResult.Got<List<UserDescription>>(List<UserDescription> listed) -> {
        List<AskedAdoption> asked =
            Fleet.each(listed, SharedOptions.concurrency(arguments), this::asked);
        yield new AskedAdoption.Reading.Asked(refusingShared(asked));
      }
      case ReadResult.Absent<List<UserDescription>> none ->
          new AskedAdoption.Reading.Asked(List.of());
      case ReadResult.Failed<List<UserDescription>>(Failure failure) ->
          new AskedAdoption.Reading.Unusable(ExitCode.AWS, List.of(failure.sentence()));
    };
  }

  private AskedAdoption asked(UserDescription listed) {
    UserName name = new UserName(listed.arn().substring(listed.arn().lastIndexOf('/') + 1));
    String pattern = arguments.text(AdoptOptions.SECRET).orElseThrow();
    return switch (users.withTags(name)) {
      case ReadResult.Got<UserDescription>(UserDescription user) -> asked(name, pattern, user);
      case ReadResult.Absent<UserDescription> gone ->
          new AskedAdoption.Refused(
              name, pattern, "The user is gone since it was listed.", "Nothing is to be done.");
      case ReadResult.Failed<UserDescription>(Failure failure) ->
          new AskedAdoption.Failed(name, pattern, failure);
    };
  }

  private AskedAdoption asked(UserName name, String pattern, UserDescription user) {
    if (user.tags().filter(tags -> tags.containsKey(IamUser.NEVER_TAG)).isPresent()) {
      return new AskedAdoption.Refused(
          name,
          pattern,
          "IAM user %s is marked %s.".formatted(name, IamUser.NEVER_TAG),
          "If its key is to be rotated all the same, take that tag away first.");
    }
    return switch (SecretNamePattern.of(pattern).nameFor(user)) {
      case SecretNamePattern.Result.Named(String secret) ->
          new AskedAdoption.Wanted(
              Optional.empty(),
              new Adoption.Request(
                  name,
                  secret,
                  new Adoption.Source.InSecret(),
                  arguments.has(AdoptOptions.EXISTING),
                  arguments.settings().values(),
                  AdoptOptions.fields(arguments.text(AdoptOptions.FIELDS))),
              arguments.has(AdoptOptions.NEW_KEY),
              Optional.empty());
      case SecretNamePattern.Result.Unnamed(String why) ->
          new AskedAdoption.Refused(
              name,
              pattern,
              "IAM user %s has no secret by this pattern. %s".formatted(name, why),
              "Tag the user, or adopt it by name: keyturn adopt %s --secret NAME".formatted(name));
    };
  }

  /** Tags may be alike: none of the users gets a secret that is another's by the pattern, too. */
  private static List<AskedAdoption> refusingShared(List<AskedAdoption> asked) {
    Map<String, List<UserName>> usersOf = new HashMap<>();
    for (AskedAdoption one : asked) {
      if (one instanceof AskedAdoption.Wanted wanted) {
        usersOf.computeIfAbsent(wanted.secret(), it -> new ArrayList<>()).add(wanted.user());
      }
    }
    return asked.stream()
        .map(one -> {
          List<UserName> sharing = usersOf.getOrDefault(one.secret(), List.of());
          return one instanceof AskedAdoption.Wanted wanted && sharing.size() > 1
              ? new AskedAdoption.Refused(
                  wanted.user(),
                  wanted.secret(),
                  "By this pattern secret %s would be that of several users: %s."
                      .formatted(
                          wanted.secret(),
                          String.join(", ", sharing.stream().map(UserName::value).toList())),
                  "Add {user} to the pattern, or tag them differently.")
              : one;
        })
        .toList();
  }
}
