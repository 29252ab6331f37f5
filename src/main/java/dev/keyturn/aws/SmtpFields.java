package dev.keyturn.aws;

import dev.keyturn.aws.CredentialFieldPositions.Broken;
import dev.keyturn.aws.DocumentFields.Field;
import dev.keyturn.model.FieldPath;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.SecretFields.Part;
import dev.keyturn.model.SecretFields.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields that are kept in step for Amazon SES without being asked for, in JSON: {@code
 * SmtpPassword}, for the Region in {@code SmtpRegion}, and {@code SmtpUserName}. One that is among
 * the secret's fields is not one of these.
 */
final class SmtpFields {
  /** Where the SMTP user's name is, which is the access key ID. */
  static final FieldPath USER = FieldPath.of("SmtpUserName");

  /** Where the password is; without it none of them is kept in step. */
  static final FieldPath PASSWORD = FieldPath.of("SmtpPassword");

  private static final FieldPath REGION = FieldPath.of("SmtpRegion");

  /** Where all of them are. */
  static final Set<FieldPath> ALL = Set.of(USER, PASSWORD, REGION);

  private SmtpFields() {}

  private static boolean areKept(SecretFields wanted, Map<FieldPath, Field> fields) {
    return wanted.form() == SecretFields.Form.JSON
        && fields.containsKey(PASSWORD)
        && wanted.places().stream().noneMatch(place -> place.path().equals(PASSWORD));
  }

  /** What is wrong with them, where there is a password. */
  static Optional<Broken> problem(SecretFields wanted, Map<FieldPath, Field> fields) {
    Field password = fields.get(PASSWORD);
    Field region = fields.get(REGION);
    if (password == null || !areKept(wanted, fields)) {
      return Optional.empty();
    }
    if (region == null) {
      return Optional.of(
          new Broken(
              "has no field " + REGION,
              "Add SmtpRegion, the Region of the SES endpoint: SmtpPassword depends on it."));
    }
    return CredentialFieldPositions.unfit(PASSWORD, password, true)
        .or(() -> CredentialFieldPositions.unfit(REGION, region, false))
        .or(() ->
            Optional.ofNullable(fields.get(USER))
                .flatMap(user -> CredentialFieldPositions.unfit(USER, user, true)))
        .or(() ->
            SmtpPassword.isRegion(region.text())
                ? Optional.empty()
                : Optional.of(
                    new Broken(
                        "has no Region in field SmtpRegion",
                        "Put one there, such as eu-central-1.")));
  }

  /** The places to keep in step; none where there is no password. */
  static List<Place> places(SecretFields wanted, Map<FieldPath, Field> fields) {
    if (!areKept(wanted, fields)) {
      return List.of();
    }
    List<Place> places = new ArrayList<>();
    places.add(
        new Place(Part.SMTP, PASSWORD, Optional.ofNullable(fields.get(REGION)).map(Field::text)));
    if (fields.containsKey(USER)
        && wanted.places().stream().noneMatch(place -> place.path().equals(USER))) {
      places.add(new Place(Part.ID, USER));
    }
    return places;
  }
}
