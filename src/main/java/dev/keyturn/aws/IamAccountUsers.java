package dev.keyturn.aws;

import dev.keyturn.model.UserDescription;
import dev.keyturn.model.UserName;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.CredentialReportFile;
import dev.keyturn.port.ReadResult;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GetCredentialReportResponse;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.ReportStateType;

/** IAM's calls about all users of the account, over the SDK. All of them may be repeated. */
final class IamAccountUsers implements AccountUsers {
  /** The most that IAM gives on a page; each page is a call. */
  private static final int PAGE = 1_000;

  /** By these IAM says that there is none, or none yet. */
  private static final Set<String> NO_REPORT =
      Set.of("ReportNotPresent", "ReportExpired", "ReportInProgress");

  private static final Set<String> NO_SUCH_USER = Set.of("NoSuchEntity");

  private final Clients clients;
  private final SdkCalls calls;

  IamAccountUsers(Clients clients, SdkCalls calls) {
    this.clients = clients;
    this.calls = calls;
  }

  @Override
  public ReadResult<CredentialReportFile> report() {
    return calls.read(
        "iam:GetCredentialReport",
        NO_REPORT,
        () -> {
          ReportInterceptor.Reply<GetCredentialReportResponse> reply =
              ReportInterceptor.during(() -> clients.iamReports().getCredentialReport());
          return new CredentialReportFile(
              IamReplies.present(reply.report().orElse(null), "Content"),
              IamReplies.present(reply.response().generatedTime(), "GeneratedTime"));
        });
  }

  @Override
  public ReadResult<Boolean> askForReport() {
    return calls.read(
        "iam:GenerateCredentialReport",
        Set.of(),
        () -> clients.iam().generateCredentialReport().state() == ReportStateType.COMPLETE);
  }

  @Override
  public ReadResult<List<UserDescription>> withTags() {
    return calls.read(
        "iam:GetAccountAuthorizationDetails",
        Set.of(),
        () ->
            Pages.all(
                "GetAccountAuthorizationDetails",
                marker -> {
                  GetAccountAuthorizationDetailsResponse page =
                      clients
                          .iam()
                          .getAccountAuthorizationDetails(
                              r -> r.filter(EntityType.USER).maxItems(PAGE).marker(marker));
                  return new Pages.Page<>(
                      page.userDetailList().stream().map(IamReplies::described).toList(),
                      Boolean.TRUE.equals(page.isTruncated()) ? page.marker() : null);
                }));
  }

  @Override
  public ReadResult<List<UserDescription>> withoutTags() {
    return below("/");
  }

  @Override
  public ReadResult<UserDescription> withTags(UserName user) {
    return calls.read(
        "iam:GetUser",
        NO_SUCH_USER,
        () -> IamReplies.tagged(clients.iam().getUser(r -> r.userName(user.value())).user()));
  }

  @Override
  public ReadResult<List<UserDescription>> below(String path) {
    return calls.read(
        "iam:ListUsers",
        Set.of(),
        () ->
            Pages.all(
                "ListUsers",
                marker -> {
                  ListUsersResponse page =
                      clients
                          .iam()
                          .listUsers(r -> r.pathPrefix(path).maxItems(PAGE).marker(marker));
                  return new Pages.Page<>(
                      page.users().stream().map(IamReplies::listed).toList(),
                      Boolean.TRUE.equals(page.isTruncated()) ? page.marker() : null);
                }));
  }
}
