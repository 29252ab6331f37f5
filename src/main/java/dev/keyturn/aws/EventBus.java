package dev.keyturn.aws;

import dev.keyturn.port.Failure;
import dev.keyturn.port.Notification;
import dev.keyturn.port.Notifier;
import dev.keyturn.port.ReadResult;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** An EventBridge event bus. An event may arrive twice, where a reply was lost. */
final class EventBus implements Notifier {
  private static final String ACTION = "events:PutEvents";
  private static final String SOURCE = "keyturn";

  private final NotificationClients messengers;
  private final SdkCalls calls;
  private final String name;

  /**
   * A bus.
   *
   * @param name its name or ARN
   */
  EventBus(NotificationClients messengers, SdkCalls calls, String name) {
    this.messengers = messengers;
    this.calls = calls;
    this.name = name;
  }

  @Override
  public Optional<Failure> send(Notification notification) {
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder()
            .eventBusName(name)
            .source(SOURCE)
            .detailType(notification.type())
            .detail(notification.detail())
            .resources(notification.resources())
            .time(notification.at())
            .build();
    ReadResult<PutEventsResponse> reply =
        calls.read(ACTION, Set.of(), () -> messengers.events().putEvents(r -> r.entries(entry)));
    return switch (reply) {
      case ReadResult.Got<PutEventsResponse>(PutEventsResponse response) -> refusal(response);
      case ReadResult.Absent<PutEventsResponse> absent -> Optional.empty();
      case ReadResult.Failed<PutEventsResponse>(Failure failure) -> Optional.of(failure);
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
