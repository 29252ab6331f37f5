package dev.keyturn.sim;

import dev.keyturn.sim.core.ServiceError;
import dev.keyturn.sim.wire.Authorization;
import dev.keyturn.sim.wire.ParsedRequest;
import dev.keyturn.sim.wire.Service;
import dev.keyturn.sim.wire.SignatureCheck;
import dev.keyturn.sim.wire.WireReply;
import dev.keyturn.sim.wire.WireRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A way into a world, on which hooks and observers are hung. Each actor can have a gateway of its
 * own. The world can be exchanged for a fork while clients stay as they are. Where the world is an
 * account of an organization, its other accounts are reached through the same gateway: a request
 * goes to the account of the key that signed it, which the key's ID names.
 */
public final class Gateway implements Responder {
  private final List<CallObserver> observers = new CopyOnWriteArrayList<>();
  private final SignatureCheck signatures = new SignatureCheck();
  private volatile World world;
  private volatile CallHook hook = CallHook.NONE;
  private volatile @Nullable InstantSource signatureClock;

  /** A way into {@code world}. */
  public Gateway(World world) {
    this.world = world;
  }

  /** Where requests go now. */
  public World world() {
    return world;
  }

  /** Sends requests to another world from now on; not while a call is under way. */
  public Gateway use(World other) {
    world = other;
    return this;
  }

  /** Sets who decides the fate of calls; {@link CallHook#NONE} for nobody. */
  public Gateway hook(CallHook newHook) {
    hook = newHook;
    return this;
  }

  /** Adds an observer, told after those before it. */
  public Gateway observe(CallObserver observer) {
    observers.add(observer);
    return this;
  }

  /** Takes an observer away. */
  public Gateway forget(CallObserver observer) {
    observers.remove(observer);
    return this;
  }

  /**
   * Compares signatures with another clock than the world's. The world's stays good as well, as
   * some SDKs set their clock by the Date header of the last answer.
   */
  public Gateway signatureClock(InstantSource clock) {
    signatureClock = clock;
    return this;
  }

  @Override
  public WireReply answer(WireRequest request) throws IOException {
    World here = world.ofKey(keyId(request));
    ParsedRequest incoming = ParsedRequest.of(request);
    Call call = begin(here, incoming, keyId(request));
    Fate fate = hook.decide(call, here);
    return switch (fate) {
      case Fate.Proceed _, Fate.Stale _ -> perform(here, incoming, request, call, fate);
      case Fate.Refuse refuse ->
          refused(here, incoming, call, fate, refuse.error().of(service(incoming)));
      case Fate.Answer answer -> refused(here, incoming, call, fate, answer.error());
      case Fate.Cut _ -> {
        tell(call, new CallResult(0, "", fate), here);
        throw new IOException("Connection reset before " + call.action());
      }
      case Fate.LoseReply _ -> {
        perform(here, incoming, request, call, fate);
        throw new IOException("Connection reset after " + call.action());
      }
      case Fate.CrashBefore _ -> {
        tell(call, new CallResult(0, "", fate), here);
        throw new SimulatedCrash(call, "before");
      }
      case Fate.CrashAfter _ -> {
        perform(here, incoming, request, call, fate);
        throw new SimulatedCrash(call, "after");
      }
    };
  }

  /**
   * Answers a request that was never on a wire. Nothing befalls it on the way: no hook is asked for
   * its fate. Observers are told as of any other.
   */
  public DirectReply answer(DirectRequest request) {
    World here = world.ofKey(request.accessKeyId());
    here.lock().lock();
    try {
      Call call = begin(here, request.asked(), request.accessKeyId());
      Authenticator who = new Authenticator(here, signatures, List.of(here.now()));
      DirectReply reply = new RequestDispatch(here, call).answer(request, who);
      CallResult result =
          switch (reply) {
            case DirectReply.Done _ -> new CallResult(200, "", Fate.proceed());
            case DirectReply.Refused(ServiceError error) ->
                new CallResult(error.status(), error.code(), Fate.proceed());
          };
      tell(call, result, here);
      return reply;
    } finally {
      here.lock().unlock();
    }
  }

  /** The key that claims to have signed, or empty text. */
  private static String keyId(WireRequest request) {
    return request
        .header("authorization")
        .flatMap(Authorization::read)
        .map(Authorization::accessKeyId)
        .orElse("");
  }

  private static Call begin(World world, ParsedRequest incoming, String keyId) {
    world.lock().lock();
    try {
      world.moveTo(world.now().plus(world.settings().callTime()));
      long index = world.nextCall();
      return switch (incoming) {
        case ParsedRequest.Known known ->
            new Call(
                index,
                world.now(),
                known.service().signingName(),
                known.operation(),
                keyId,
                known.shown());
        case ParsedRequest.Unknown unknown ->
            new Call(index, world.now(), "unknown", unknown.operation(), keyId, Map.of());
      };
    } finally {
      world.lock().unlock();
    }
  }

  private WireReply perform(
      World here, ParsedRequest incoming, WireRequest request, Call call, Fate fate) {
    here.lock().lock();
    try {
      RequestDispatch reception = new RequestDispatch(here, call);
      RequestDispatch.Answered answered =
          switch (incoming) {
            case ParsedRequest.Unknown unknown ->
                reception.error(unknown.json(), "", unknown.error());
            case ParsedRequest.Known known -> {
              Authenticator who = new Authenticator(here, signatures, clocks(here));
              yield reception.answer(known, request, who, source(here, call, fate));
            }
          };
      tell(call, new CallResult(answered.reply().status(), answered.errorCode(), fate), here);
      return answered.reply();
    } finally {
      here.lock().unlock();
    }
  }

  private WireReply refused(
      World here, ParsedRequest incoming, Call call, Fate fate, ServiceError error) {
    here.lock().lock();
    try {
      Service service = service(incoming);
      WireReply reply =
          new RequestDispatch(here, call)
              .error(service.speaksJson(), service.namespace(), error)
              .reply();
      tell(call, new CallResult(error.status(), error.code(), fate), here);
      return reply;
    } finally {
      here.lock().unlock();
    }
  }

  /** The state that a call is answered from. */
  private static World source(World here, Call call, Fate fate) {
    return fate instanceof Fate.Stale stale && call.reads() ? stale.past().fork() : here;
  }

  private static Service service(ParsedRequest incoming) {
    return switch (incoming) {
      case ParsedRequest.Known known -> known.service();
      case ParsedRequest.Unknown unknown -> unknown.json() ? Service.SECRETS_MANAGER : Service.STS;
    };
  }

  private List<Instant> clocks(World here) {
    InstantSource clock = signatureClock;
    return clock == null ? List.of(here.now()) : List.of(clock.instant(), here.now());
  }

  private void tell(Call call, CallResult result, World here) {
    for (CallObserver observer : observers) {
      observer.after(call, result, here);
    }
  }
}
