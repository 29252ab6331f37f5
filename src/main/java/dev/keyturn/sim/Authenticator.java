package dev.keyturn.sim;

import dev.keyturn.sim.core.Caller;
import dev.keyturn.sim.core.KeyIds;
import dev.keyturn.sim.core.SimulatedErrorException;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.User;
import dev.keyturn.sim.sts.Session;
import dev.keyturn.sim.wire.Authorization;
import dev.keyturn.sim.wire.CommonError;
import dev.keyturn.sim.wire.Service;
import dev.keyturn.sim.wire.SignatureCheck;
import dev.keyturn.sim.wire.WireRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds out who signed a request, in the order that AWS checks: is the signature whole, is the key
 * known here, is the signature right and fresh, is the session alive.
 *
 * @param world where keys and sessions are
 * @param signatures checks signatures
 * @param clocks the times that a signature may be near to
 */
record Authenticator(World world, SignatureCheck signatures, List<Instant> clocks) {

  /** The caller, or a refusal in the words of {@code service}. */
  Caller authenticate(Service service, WireRequest request) {
    String header =
        request.header("authorization").orElseThrow(() -> CommonError.NO_SIGNATURE.in(service));
    Authorization claim =
        Authorization.read(header).orElseThrow(() -> CommonError.INCOMPLETE_SIGNATURE.in(service));
    checkScope(service, claim);
    Signer signer =
        signer(
            service,
            claim.accessKeyId(),
            claim.region(),
            request.header("x-amz-security-token").orElse(""));
    new SignatureAge(service, clocks).check(request.header("x-amz-date").orElse(""), claim);
    if (!signatures.matches(request, claim, signer.secret())) {
      throw CommonError.WRONG_SIGNATURE.in(service);
    }
    return signer.caller();
  }

  /**
   * The caller of a request that was never on a wire, who therefore has a long-term key.
   *
   * @param region where it is asked
   */
  Caller authenticate(DirectRequest request, String region) {
    Service service = request.asked().service();
    Signer signer = signer(service, request.accessKeyId(), region, "");
    if (!request.holds().test(signer.secret())) {
      throw CommonError.WRONG_SIGNATURE.in(service);
    }
    return signer.caller();
  }

  private void checkScope(Service service, Authorization claim) {
    if (!claim.service().equals(service.signingName())) {
      throw CommonError.WRONG_SIGNATURE.in(
          service,
          "Credential should be scoped to correct service: '" + service.signingName() + "'. ");
    }
    boolean isGlobal = service == Service.IAM || service == Service.ORGANIZATIONS;
    String home = isGlobal ? "us-east-1" : world.settings().region();
    // STS has an endpoint in every region; IAM and Organizations have one, our secrets live in one.
    if (service != Service.STS && !claim.region().equals(home)) {
      throw CommonError.WRONG_SIGNATURE.in(
          service,
          "Credential should be scoped to a valid region, not '"
              + claim.region()
              + "': this world's is '"
              + home
              + "'. ");
    }
  }

  /** The secret that a request must be signed with, and who it is then from. */
  private record Signer(String secret, Caller caller) {}

  private Signer signer(Service service, String accessKeyId, String region, String token) {
    Credentials administrator = world.administrator();
    if (accessKeyId.equals(administrator.accessKeyId())) {
      return new Signer(administrator.secretAccessKey(), administrator(administrator));
    }
    Optional<Session> session = world.sts().session(accessKeyId);
    if (session.isPresent()) {
      return session(service, session.get(), token);
    }
    SimulatedErrorException unknown = CommonError.UNKNOWN_KEY.in(service);
    Key key = world.iam().key(accessKeyId).orElseThrow(() -> unknown);
    // A user made again under the same name does not inherit keys.
    User user =
        world
            .iam()
            .user(key.userName())
            .filter(owner -> owner.id().equals(key.userId()))
            .orElseThrow(() -> unknown);
    if (!world.iam().accepts(key, service.signingName(), region, world.now())) {
      throw unknown;
    }
    Caller caller =
        new Caller(
            Caller.user(user.name()), user.arn(), user.id(), key.id(), Caller.Kind.LONG_TERM);
    return new Signer(key.secret(), caller);
  }

  private Signer session(Service service, Session session, String token) {
    if (!token.equals(session.token())) {
      throw CommonError.UNKNOWN_KEY.in(service);
    }
    if (!world.now().isBefore(session.expires())) {
      throw CommonError.EXPIRED_TOKEN.in(service);
    }
    Caller.Kind kind = session.kind();
    if (service == Service.IAM && kind != Caller.Kind.ROLE_SESSION) {
      // A user's sessions may not call IAM, unless they were got with MFA, which nobody has here.
      throw CommonError.UNKNOWN_KEY.in(service);
    }
    return new Signer(
        session.secret(),
        kind == Caller.Kind.USER_SESSION
            ? userSession(service, session)
            : new Caller(
                session.principal(), session.arn(), session.userId(), session.accessKeyId(), kind));
  }

  /** It outlives the key that got it, and not the user; it goes with the user to another name. */
  private Caller userSession(Service service, Session session) {
    User user =
        world.iam().users().stream()
            .filter(owner -> owner.id().equals(session.userId()))
            .findFirst()
            .orElseThrow(() -> CommonError.UNKNOWN_KEY.in(service));
    return new Caller(
        Caller.user(user.name()), user.arn(), user.id(), session.accessKeyId(), session.kind());
  }

  private Caller administrator(Credentials key) {
    String account = world.settings().accountId();
    return new Caller(
        World.ADMINISTRATOR,
        "arn:aws:sts::" + account + ":assumed-role/Administrator/bootstrap",
        KeyIds.unique("AROA", account, world.draws().on("administrator")) + ":bootstrap",
        key.accessKeyId(),
        Caller.Kind.LONG_TERM);
  }
}
