package dev.keyturn.aws;

import dev.keyturn.port.Announcement;
import dev.keyturn.port.Announcer;
import dev.keyturn.port.Failure;
import dev.keyturn.port.Read;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** An EventBridge event bus. An event may arrive twice, where a reply was lost. */
final class EventBus implements Announcer {
  private static final String ACTION = "events:PutEvents";
  private static final String SOURCE = "keyturn";

  private final Messengers messengers;
  private final Calls calls;
  private final String name;

  /**
   * A bus.
   *
   * @param name its name or ARN
   */
  EventBus(Messengers messengers, Calls calls, String name) {
    this.messengers = messengers;
    this.calls = calls;
    this.name = name;
  }

  @Override
  public Optional<Failure> announce(Announcement announcement) {
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder()
            .eventBusName(name)
            .source(SOURCE)
            .detailType(announcement.type())
            .detail(announcement.detail())
            .resources(announcement.resources())
            .time(announcement.at())
            .build();
    Read<PutEventsResponse> reply =
        calls.read(ACTION, Set.of(), () -> messengers.events().putEvents(r -> r.entries(entry)));
    return switch (reply) {
      case Read.Got<PutEventsResponse>(PutEventsResponse response) -> refusal(response);
      case Read.Absent<PutEventsResponse> absent -> Optional.empty();
      case Read.Failed<PutEventsResponse>(Failure failure) -> Optional.of(failure);
    };
  }

  /** PutEvents answers 200, and says in its body what it did not take. */
  private Optional<Failure> refusal(PutEventsResponse response) {
    return response.entries().stream()
        .filter(entry -> entry.errorCode() != null)
        .findFirst()
        .map(entry -> calls.declined(ACTION, entry.errorCode(), entry.errorMessage()));
  }
}
