package dev.keyturn.aws;

import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.auth.scheme.EventBridgeAuthSchemeProvider;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.auth.scheme.SnsAuthSchemeProvider;

/**
 * The SDK's clients for announcements, each made when it is first asked for. They are apart from
 * the others, because the command line is packaged without them, and because they soon give up.
 */
final class NotificationClients implements AutoCloseable {
  private final Clients clients;
  private final Lazy<EventBridgeClient> events;
  private final Lazy<SnsClient> topics;

  NotificationClients(Clients clients) {
    this.clients = clients;
    this.events = new Lazy<>(this::makeEvents);
    this.topics = new Lazy<>(this::makeTopics);
  }

  /** EventBridge. */
  EventBridgeClient events() {
    return events.get();
  }

  /** SNS. */
  SnsClient topics() {
    return topics.get();
  }

  @Override
  public void close() {
    events.ifMade().ifPresent(EventBridgeClient::close);
    topics.ifMade().ifPresent(SnsClient::close);
  }

  private EventBridgeClient makeEvents() {
    EventBridgeAuthSchemeProvider schemes = EventBridgeAuthSchemeProvider.defaultProvider();
    return clients
        .hasty(EventBridgeClient.builder())
        .authSchemeProvider(params -> clients.onOurClock(schemes.resolveAuthScheme(params)))
        .build();
  }

  private SnsClient makeTopics() {
    SnsAuthSchemeProvider schemes = SnsAuthSchemeProvider.defaultProvider();
    return clients
        .hasty(SnsClient.builder())
        .authSchemeProvider(params -> clients.onOurClock(schemes.resolveAuthScheme(params)))
        .build();
  }
}
