package dev.keyturn.sim;

import dev.keyturn.sim.core.Tags;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.secrets.Payload;
import dev.keyturn.sim.secrets.Secret;
import dev.keyturn.sim.secrets.SecretsState;
import dev.keyturn.sim.wire.Json;
import java.util.List;

/** What a secret holds when the world begins. Without a value it has no version. */
public final class SecretSeed {
  private final World world;
  private final String name;

  SecretSeed(World world, String name) {
    this.world = world;
    this.name = name;
    world.secrets().addSecret(name, Tags.NONE, world.now());
  }

  /** Stores a value as AWSCURRENT. */
  public SecretSeed value(String text) {
    SecretsState secrets = world.secrets();
    Secret secret = secret();
    String token = world.draws().on("seed-version").on(name).on(secret.versions().size()).uuid();
    List<String> labels = List.of("AWSCURRENT");
    secrets.addVersion(secret, token, new Payload.Text(text), labels, world.now());
    return this;
  }

  /** Stores a user's newest key, in the format that most people have. */
  public SecretSeed keyOf(String userName) {
    return keyOf(userName, world.iam().user(userName).orElseThrow().keyIds().size() - 1);
  }

  /** Stores a user's key, by its place in order of creation, from 0. */
  public SecretSeed keyOf(String userName, int index) {
    Key key = world.iam().keys(world.iam().user(userName).orElseThrow()).get(index);
    return value(
        new Json()
            .text("UserName", userName)
            .text("AccessKeyId", key.id())
            .text("SecretAccessKey", key.secret())
            .toString());
  }

  /** Attaches a tag. */
  public SecretSeed tag(String key, String value) {
    world.secrets().tag(secret(), key, value);
    return this;
  }

  private Secret secret() {
    return world.secrets().secret(name).orElseThrow();
  }
}
