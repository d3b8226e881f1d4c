package mer4j.runs;

/**
 * How the clips of a network's training are divided, beside the protocol.
 *
 * @param groups column of the set's table whose equal cells are kept on one side by the leak-free
 *     protocol, such as {@code Source}; null for artists
 * @param fold which of how many leak-free folds is tested; null for the first of the usual number
 * @param seed of the division, and of the balancing where classes are balanced
 */
public record NetworkDivision(String groups, NetworkFold fold, long seed) {
  /** Seed of the study's division; its balancing had none, and has this one here. */
  public static final long STUDY_SEED = 602;

  /** Artists kept apart where the protocol does, the first fold, the study's seed. */
  public static final NetworkDivision USUAL = new NetworkDivision(null, null, STUDY_SEED);

  /** This division with other groups kept on one side. */
  public NetworkDivision groupedBy(String column) {
    return new NetworkDivision(column, fold, seed);
  }

  /** This division with another fold tested. */
  public NetworkDivision testing(NetworkFold other) {
    return new NetworkDivision(groups, other, seed);
  }

  /** This division drawn anew. */
  public NetworkDivision seeded(long other) {
    return new NetworkDivision(groups, fold, other);
  }
}
