package dev.keyturn.app.cli;

import dev.keyturn.model.IamUser;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.Tags;
import dev.keyturn.sim.iam.KeyState;
import dev.keyturn.sim.secrets.Secret;
import java.time.Duration;
import java.util.List;

/**
 * An account in which nobody is adopted yet: {@code web} and {@code mail} below {@code /service/},
 * each with its key in a secret; {@code fresh} there, too, without key or secret; {@code alone}
 * elsewhere.
 */
final class ManyUsers {
  private ManyUsers() {}

  static World world() {
    return WorldBuilder.seeded(3)
        .callTime(Duration.ofMillis(40))
        .with(world -> {
          for (String name : List.of("web", "mail")) {
            var user = world.iam().addUser(name, "/service/", Tags.NONE, world.now());
            world.iam().addKey(user, world.now().minus(Duration.ofDays(9)), KeyState.ACTIVE, true);
          }
          world.iam().addUser("fresh", "/service/", Tags.NONE, world.now());
          world.iam().addUser("alone", "/", Tags.NONE, world.now());
        })
        .secret("prod/web/iam", secret -> secret.keyOf("web"))
        .secret("prod/mail/iam", secret -> secret.keyOf("mail"))
        .build();
  }

  static Secret secret(World world, String user) {
    return world.secrets().secret("prod/%s/iam".formatted(user)).orElseThrow();
  }

  static int keys(World world, String user) {
    return world.iam().keys(IdleKeys.user(world, user)).size();
  }

  /** Whether the user's tag names the secret, and the secret's the user. */
  static boolean adopted(World world, String user) {
    return secret(world, user)
            .arn()
            .equals(IdleKeys.user(world, user).tags().entries().get(IamUser.BINDING_TAG))
        && IdleKeys.user(world, user)
            .id()
            .equals(secret(world, user).tags().entries().get("keyturn:user-id"));
  }
}
