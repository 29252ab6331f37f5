package dev.keyturn.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An observer that remembers every call and counts them. For one thread at a time. */
public final class CallLog implements CallObserver {
  private final List<Call> calls = new ArrayList<>();
  private final List<CallResult> results = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  @Override
  public void after(Call call, CallResult result, World world) {
    calls.add(call);
    results.add(result);
    counts.merge(call.action(), 1, Integer::sum);
  }

  /** All calls, in order. */
  public List<Call> calls() {
    return Collections.unmodifiableList(calls);
  }

  /** How each call ended, in the same order. */
  public List<CallResult> results() {
    return Collections.unmodifiableList(results);
  }

  /** The actions of all calls, in order: {@code iam:GetUser}. */
  public List<String> actions() {
    return calls.stream().map(Call::action).toList();
  }

  /** How many calls there were of each action. */
  public Map<String, Integer> counts() {
    return Collections.unmodifiableMap(counts);
  }

  /** How many calls there were of one action. */
  public int count(String action) {
    return counts.getOrDefault(action, 0);
  }

  /** Forgets everything. */
  public void clear() {
    calls.clear();
    results.clear();
    counts.clear();
  }
}
