package dev.keyturn.simulation;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import dev.keyturn.port.ReadResult;
import dev.keyturn.rotate.Ports;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a person does at a console, looks included: each is a process of AWS calls, and something
 * may happen between the look and the click.
 */
enum PersonAct implements Function<Ports, Object> {
  CREATES_A_KEY,
  DEACTIVATES_THE_CURRENT_KEY,
  DEACTIVATES_THE_NEWEST_KEY,
  DEACTIVATES_THE_OLDEST_KEY,
  SWITCHES_THE_PREVIOUS_KEY_ON,
  SWITCHES_THE_CURRENT_KEY_OFF_AND_ON,
  SWITCHES_THE_NEWEST_KEY_OFF_AND_ON,
  DELETES_THE_CURRENT_KEY,
  DELETES_THE_NEWEST_KEY,
  DELETES_THE_OLDEST_KEY,
  MOVES_CURRENT_TO_PREVIOUS,
  MOVES_CURRENT_TO_PENDING,
  TAKES_PENDING_OFF;

  private static final UserName ALICE = new UserName(KeyLife.USER);

  @Override
  public Object apply(Ports ports) {
    switch (this) {
      case CREATES_A_KEY -> ports.keys().create(ALICE);
      case DEACTIVATES_THE_CURRENT_KEY -> current(ports).ifPresent(off(ports));
      case DEACTIVATES_THE_NEWEST_KEY -> newest(ports).ifPresent(off(ports));
      case DEACTIVATES_THE_OLDEST_KEY -> oldest(ports).ifPresent(off(ports));
      case SWITCHES_THE_PREVIOUS_KEY_ON -> previous(ports).ifPresent(on(ports));
      case SWITCHES_THE_CURRENT_KEY_OFF_AND_ON ->
          current(ports).ifPresent(off(ports).andThen(on(ports)));
      case SWITCHES_THE_NEWEST_KEY_OFF_AND_ON ->
          newest(ports).ifPresent(off(ports).andThen(on(ports)));
      case DELETES_THE_CURRENT_KEY -> current(ports).ifPresent(delete(ports));
      case DELETES_THE_NEWEST_KEY -> newest(ports).ifPresent(delete(ports));
      case DELETES_THE_OLDEST_KEY -> oldest(ports).ifPresent(delete(ports));
      case MOVES_CURRENT_TO_PREVIOUS -> move(ports, StagingLabel.AWSPREVIOUS);
      case MOVES_CURRENT_TO_PENDING -> move(ports, StagingLabel.AWSPENDING);
      case TAKES_PENDING_OFF -> takePendingOff(ports);
    }
    return this;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Consumer<AccessKeyId> off(Ports ports) {
    return key -> ports.keys().setStatus(ALICE, key, KeyStatus.INACTIVE);
  }

  private static Consumer<AccessKeyId> on(Ports ports) {
    return key -> ports.keys().setStatus(ALICE, key, KeyStatus.ACTIVE);
  }

  private static Consumer<AccessKeyId> delete(Ports ports) {
    return key -> ports.keys().delete(ALICE, key);
  }

  private static Optional<AccessKeyId> newest(Ports ports) {
    return keys(ports).stream().max(Comparator.comparing(AccessKey::created)).map(AccessKey::id);
  }

  private static Optional<AccessKeyId> oldest(Ports ports) {
    return keys(ports).stream().min(Comparator.comparing(AccessKey::created)).map(AccessKey::id);
  }

  private static List<AccessKey> keys(Ports ports) {
    return ports.keys().list(ALICE) instanceof ReadResult.Got<List<AccessKey>>(List<AccessKey> keys)
        ? keys
        : List.of();
  }

  private static Optional<AccessKeyId> current(Ports ports) {
    return keyAt(ports, StagingLabel.AWSCURRENT);
  }

  private static Optional<AccessKeyId> previous(Ports ports) {
    return keyAt(ports, StagingLabel.AWSPREVIOUS);
  }

  private static Optional<AccessKeyId> keyAt(Ports ports, StagingLabel label) {
    return at(ports, label)
        .map(version -> ports.secrets().value(KeyLife.SECRET, version))
        .flatMap(read ->
            read instanceof ReadResult.Got<VersionValue>(VersionValue.Holds holds)
                ? Optional.of(holds.credential().id())
                : Optional.empty());
  }

  private static Optional<VersionId> at(Ports ports, StagingLabel label) {
    return ports.secrets().describe(KeyLife.SECRET)
            instanceof ReadResult.Got<SecretDescription>(SecretDescription secret)
        ? secret.at(label)
        : Optional.empty();
  }

  /** Where the other label is on nothing, nothing happens. */
  private static void move(Ports ports, StagingLabel to) {
    if (ports.secrets().describe(KeyLife.SECRET)
        instanceof ReadResult.Got<SecretDescription>(SecretDescription secret)) {
      secret
          .at(to)
          .ifPresent(version ->
              ports
                  .secrets()
                  .move(
                      KeyLife.SECRET,
                      StagingLabel.AWSCURRENT,
                      secret.at(StagingLabel.AWSCURRENT),
                      Optional.of(version)));
    }
  }

  private static void takePendingOff(Ports ports) {
    at(ports, StagingLabel.AWSPENDING)
        .ifPresent(version ->
            ports
                .secrets()
                .move(
                    KeyLife.SECRET,
                    StagingLabel.AWSPENDING,
                    Optional.of(version),
                    Optional.empty()));
  }
}
