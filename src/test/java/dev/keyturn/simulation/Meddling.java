package dev.keyturn.simulation;

/** One thing that a person may do at the worst moment. What cannot be done then is not done. */
enum Meddling implements MeddledLife.Interference {
  CREATES_A_KEY,
  DEACTIVATES_THE_CURRENT_KEY,
  DELETES_THE_CURRENT_KEY,
  DEACTIVATES_THE_NEWEST_KEY,
  DELETES_THE_NEWEST_KEY,
  DEACTIVATES_THE_OLDEST_KEY,
  DELETES_THE_OLDEST_KEY,
  DEACTIVATES_ALL_KEYS,
  REPLACES_THE_NEWEST_KEY,
  REPLACES_THE_OLDEST_KEY,
  MOVES_CURRENT_TO_PREVIOUS,
  MOVES_CURRENT_TO_PENDING,
  MOVES_PENDING_TO_CURRENT,
  MOVES_PENDING_TO_PREVIOUS,
  TAKES_PENDING_OFF,
  WRITES_ANOTHER_USERS_KEY_AS_CURRENT,
  WRITES_ANOTHER_USERS_KEY_AS_PENDING,
  WRITES_A_NEW_KEY_AS_CURRENT,
  WRITES_A_NEW_KEY_AS_PENDING,
  WRITES_AN_UNKNOWN_KEY_AS_CURRENT,
  WRITES_AN_UNKNOWN_KEY_AS_PENDING,
  WRITES_THE_CURRENT_KEY_WITH_A_WRONG_SECRET,
  BINDS_THE_USER_ELSEWHERE,
  REMOVES_THE_BINDING,
  ADOPTS_THE_SECRET_FOR_ANOTHER_USER,
  REMOVES_ALL_TAGS_OF_THE_SECRET,
  REMOVES_THE_INTENT,
  BREAKS_THE_INTENT,
  WRITES_AN_OLD_INTENT,
  SAYS_THAT_THERE_IS_NO_PREVIOUS_KEY,
  REMOVES_THE_MARK,
  SWITCHES_THE_PREVIOUS_KEY_ON,
  SWITCHES_THE_CURRENT_KEY_OFF_AND_LATER_ON,
  SWITCHES_THE_NEWEST_KEY_OFF_AND_LATER_ON,
  SWITCHES_THE_PREVIOUS_KEY_OFF_AND_LATER_ON;

  private static final String CURRENT = "AWSCURRENT";
  private static final String PENDING = "AWSPENDING";
  private static final String PREVIOUS = "AWSPREVIOUS";

  @Override
  public void by(Person person) {
    switch (this) {
      case CREATES_A_KEY -> person.create();
      case DEACTIVATES_THE_CURRENT_KEY -> person.currentKey().ifPresent(person::deactivate);
      case DELETES_THE_CURRENT_KEY -> person.currentKey().ifPresent(person::delete);
      case DEACTIVATES_THE_NEWEST_KEY -> person.newestKey().ifPresent(person::deactivate);
      case DELETES_THE_NEWEST_KEY -> person.newestKey().ifPresent(person::delete);
      case DEACTIVATES_THE_OLDEST_KEY -> person.oldestKey().ifPresent(person::deactivate);
      case DELETES_THE_OLDEST_KEY -> person.oldestKey().ifPresent(person::delete);
      case DEACTIVATES_ALL_KEYS -> person.keys().forEach(person::deactivate);
      case REPLACES_THE_NEWEST_KEY -> {
        person.newestKey().ifPresent(person::delete);
        person.create();
      }
      case REPLACES_THE_OLDEST_KEY -> {
        person.oldestKey().ifPresent(person::delete);
        person.create();
      }
      case MOVES_CURRENT_TO_PREVIOUS -> person.move(CURRENT, PREVIOUS);
      case MOVES_CURRENT_TO_PENDING -> person.move(CURRENT, PENDING);
      case MOVES_PENDING_TO_CURRENT -> person.move(PENDING, CURRENT);
      case MOVES_PENDING_TO_PREVIOUS -> person.move(PENDING, PREVIOUS);
      case TAKES_PENDING_OFF -> person.takeOff(PENDING);
      case WRITES_ANOTHER_USERS_KEY_AS_CURRENT -> person.write(person.bobsKey(), CURRENT);
      case WRITES_ANOTHER_USERS_KEY_AS_PENDING -> person.write(person.bobsKey(), PENDING);
      case WRITES_A_NEW_KEY_AS_CURRENT ->
          person.create().ifPresent(it -> person.write(it, CURRENT));
      case WRITES_A_NEW_KEY_AS_PENDING ->
          person.create().ifPresent(it -> person.write(it, PENDING));
      case WRITES_AN_UNKNOWN_KEY_AS_CURRENT ->
          person.write(Person.madeUp(Person.UNKNOWN_KEY), CURRENT);
      case WRITES_AN_UNKNOWN_KEY_AS_PENDING ->
          person.write(Person.madeUp(Person.UNKNOWN_KEY), PENDING);
      case WRITES_THE_CURRENT_KEY_WITH_A_WRONG_SECRET ->
          person.currentKey().map(Person::madeUp).ifPresent(it -> person.write(it, CURRENT));
      case BINDS_THE_USER_ELSEWHERE -> person.bindElsewhere();
      case REMOVES_THE_BINDING -> person.unbind();
      case ADOPTS_THE_SECRET_FOR_ANOTHER_USER -> person.tag("keyturn:user-id", person.bobsId());
      case REMOVES_ALL_TAGS_OF_THE_SECRET -> person.untagAll();
      case REMOVES_THE_INTENT -> person.untag("keyturn:intent");
      case BREAKS_THE_INTENT -> person.tag("keyturn:intent", "v1 rotate");
      case WRITES_AN_OLD_INTENT ->
          person.tag(
              "keyturn:intent",
              "v1 retire by=someone since=2025-01-01T00:00:00Z until=2025-01-01T00:20:00Z key="
                  + Person.UNKNOWN_KEY
                  + " closed");
      case SAYS_THAT_THERE_IS_NO_PREVIOUS_KEY -> person.tag("keyturn:previous", "v1 none");
      case REMOVES_THE_MARK -> person.tag("keyturn:mark", "v1 none");
      case SWITCHES_THE_PREVIOUS_KEY_ON -> person.otherKey().ifPresent(person::activate);
      case SWITCHES_THE_CURRENT_KEY_OFF_AND_LATER_ON ->
          person.currentKey().ifPresent(person::deactivate);
      case SWITCHES_THE_NEWEST_KEY_OFF_AND_LATER_ON ->
          person.newestKey().ifPresent(person::deactivate);
      case SWITCHES_THE_PREVIOUS_KEY_OFF_AND_LATER_ON ->
          person.otherKey().ifPresent(person::deactivate);
    }
  }

  @Override
  public boolean goesOn() {
    return switch (this) {
      case SWITCHES_THE_CURRENT_KEY_OFF_AND_LATER_ON,
          SWITCHES_THE_NEWEST_KEY_OFF_AND_LATER_ON,
          SWITCHES_THE_PREVIOUS_KEY_OFF_AND_LATER_ON ->
          true;
      default -> false;
    };
  }

  @Override
  public void later(Person person) {
    person.keysSwitchedOff().forEach(person::activate);
  }
}
