package dev.keyturn.sim.sts;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.core.Caller;
import dev.keyturn.sim.core.SimulatedErrorException;
import dev.keyturn.sim.wire.CommonError;
import dev.keyturn.sim.wire.Form;
import dev.keyturn.sim.wire.Service;
import dev.keyturn.sim.wire.Xml;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AssumeRole, of a role of the caller's account or of another. That a role does not exist, that it
 * does not trust the caller, and that its account is not here are told in the same words, as AWS
 * tells them (STS API reference, AssumeRole; seen in recordings).
 *
 * @param own the caller's account
 * @param accounts the accounts in reach, by ID
 */
record AssumedRole(
    StsState own, Function<String, Optional<StsState>> accounts, CallContext context) {
  private static final Pattern ROLE_ARN =
      Pattern.compile("arn:aws:iam::(\\d{12}):role/(?:[\\x21-\\x7e]*/)?([\\w+=,.@-]{1,64})");

  /** The caller's own policies were looked at before. */
  void answer(Form in, String arn, String sessionName, int seconds, Xml out) {
    String externalId = in.fields().getOrDefault("ExternalId", "");
    if (!externalId.isEmpty()) {
      in.constraints().length("ExternalId", externalId, 2, 1224);
      in.constraints().characters("ExternalId", externalId, "_+=,.@:/-");
    }
    String named = in.fields().getOrDefault("SourceIdentity", "");
    if (!named.isEmpty()) {
      in.constraints().length("SourceIdentity", named, 2, 64);
      in.constraints().characters("SourceIdentity", named, "_+=,.@-");
    }
    Matcher parts = ROLE_ARN.matcher(arn);
    StsState there =
        Optional.of(parts)
            .filter(Matcher::matches)
            .flatMap(it -> accounts.apply(it.group(1)))
            .orElseThrow(() -> denied("sts:AssumeRole", arn));
    StsState.Role role =
        there
            .role(parts.group(2))
            .filter(it -> it.trust().admits(context.caller(), externalId))
            .orElseThrow(() -> denied("sts:AssumeRole", arn));
    String identity = sourceIdentity(named, role.trust(), arn);
    Session session =
        there.open(
            new StsState.Identity(
                Caller.Kind.ROLE_SESSION,
                Caller.role(parts.group(2)),
                there.sessionArn(parts.group(2), sessionName),
                role.id() + ":" + sessionName,
                identity),
            context.now().plusSeconds(seconds));
    StsService.credentials(session, out);
    out.open("AssumedRoleUser").text("AssumedRoleId", session.userId());
    out.text("Arn", session.arn()).close("AssumedRoleUser");
    if (!identity.isEmpty()) {
      out.text("SourceIdentity", identity);
    }
  }

  /** One that is set goes along from role to role, and nobody can set another. */
  private String sourceIdentity(String named, RoleTrust trust, String arn) {
    String before =
        own.session(context.caller().accessKeyId()).map(Session::sourceIdentity).orElse("");
    String identity = before.isEmpty() ? named : before;
    boolean isAnother = !named.isEmpty() && !named.equals(identity);
    if (isAnother || (!identity.isEmpty() && !trust.takesSourceIdentity())) {
      throw denied("sts:SetSourceIdentity", arn);
    }
    return identity;
  }

  private SimulatedErrorException denied(String action, String arn) {
    return CommonError.ACCESS_DENIED.in(
        Service.STS,
        "User: %s is not authorized to perform: %s on resource: %s"
            .formatted(context.caller().arn(), action, arn));
  }
}
